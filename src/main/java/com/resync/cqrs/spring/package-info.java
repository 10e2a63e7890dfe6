/**
 * Fills the {@link com.resync.cqrs.HandlerTable} from a Spring application: every bean
 * that is a {@link com.resync.cqrs.CommandHandler} or
 * {@link com.resync.cqrs.QueryHandler} is registered by its generic type, every
 * {@link com.resync.cqrs.Interceptor} bean in its order, and the application does not
 * start with a fault in them.
 */
@NullMarked
package com.resync.cqrs.spring;

import org.jspecify.annotations.NullMarked;
