package com.resync.cqrs.idempotency;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Remembers what the commands that carry an {@link IdempotencyKey} answered. A key counts
 * for one class of commands. Safe for use by many threads.
 */
public interface IdempotencyStore {

	/**
	 * Runs a command unless it has been run under its key, and answers what its first run
	 * answered. Waits for a first run that is still under way. A run that throws leaves
	 * the key unused.
	 * @throws IdempotencyKeyReusedException if the key was used with another payload
	 * @throws IdempotencyStoreFullException if there is no room for another key
	 */
	<R extends @Nullable Object> R once(IdempotentCommand<R> command, IdempotencyKey key, Supplier<R> run);

}
