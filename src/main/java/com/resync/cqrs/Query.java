package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * A message that requests data and changes nothing. Usually a record
 * ({@code GetItemQuery}).
 *
 * @param <R> the type of the result
 */
public non-sealed interface Query<R extends @Nullable Object> extends Message<R> {

}
