package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * Carries out one type of command. Called by many threads at once.
 *
 * @param <C> the command: a class, or a base type whose subtypes it serves too
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface CommandHandler<C extends Command<R>, R extends @Nullable Object> {

	/**
	 * Carries out the command. What it throws reaches the caller of
	 * {@link Dispatcher#dispatch} as the same instance. {@code null} is a result only
	 * where {@code R} says so, as {@code @Nullable Void} does.
	 */
	@Nullable R handle(C command);

}
