package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * A message that can be dispatched: a {@link Command} or a {@link Query}, never both.
 *
 * @param <R> the type of the result
 */
public sealed interface Message<R extends @Nullable Object> permits Command, Query {

}
