package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * Asks for an answer and changes nothing. Usually a record ({@code GetItemQuery}).
 *
 * @param <R> the type of the answer
 */
public non-sealed interface Query<R extends @Nullable Object> extends Message<R> {

}
