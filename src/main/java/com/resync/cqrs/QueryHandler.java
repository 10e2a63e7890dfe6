package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * Handles one type of query. Must be thread-safe.
 *
 * @param <Q> the query: a class, or a base type whose subtypes it handles too
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface QueryHandler<Q extends Query<R>, R extends @Nullable Object> {

	/**
	 * Returns the result of the query. An exception reaches the caller of
	 * {@link Dispatcher#dispatch} as the same instance. {@code null} is a result only if
	 * {@code R} is nullable, as {@code @Nullable Void} is.
	 */
	@Nullable R handle(Q query);

}
