package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * Handles one type of command. Must be thread-safe.
 *
 * @param <C> the command: a class, or a base type whose subtypes it handles too
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface CommandHandler<C extends Command<R>, R extends @Nullable Object> {

	/**
	 * Carries out the command. An exception reaches the caller of
	 * {@link Dispatcher#dispatch} as the same instance. {@code null} is a result only if
	 * {@code R} is nullable, as {@code @Nullable Void} is.
	 */
	@Nullable R handle(C command);

}
