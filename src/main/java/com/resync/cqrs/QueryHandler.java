package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * Answers one type of query. Called by many threads at once.
 *
 * @param <Q> the query: a class, or a base type whose subtypes it serves too
 * @param <R> the type of the answer
 */
@FunctionalInterface
public interface QueryHandler<Q extends Query<R>, R extends @Nullable Object> {

	/**
	 * Answers the query. What it throws reaches the caller of {@link Dispatcher#dispatch}
	 * as the same instance. {@code null} is a result only where {@code R} says so, as
	 * {@code @Nullable Void} does.
	 */
	@Nullable R handle(Q query);

}
