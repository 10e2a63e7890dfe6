package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * A message that requests a change. Usually a record, named in the imperative
 * ({@code CreateItemCommand}).
 *
 * @param <R> the type of the result; {@code @Nullable Void} if there is none
 */
public non-sealed interface Command<R extends @Nullable Object> extends Message<R> {

}
