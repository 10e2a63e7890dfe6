package com.resync.cqrs.spring;

import com.resync.cqrs.Interceptor;

/**
 * An interceptor that may call on more than once. Known as such, it is warned of at
 * start-up where it stands inside the transaction, which a failed attempt has already
 * spoiled.
 *
 * @see InterceptorOrder#RETRY
 */
public interface RetryingInterceptor extends Interceptor {

}
