package com.resync.cqrs.idempotency;

import java.util.function.Supplier;

/**
 * Keeps the results of the commands that carry an {@link IdempotencyKey}. Safe for use by
 * many threads.
 */
public interface IdempotencyStore {

	/**
	 * Runs a command unless it has run under its key, and returns the result of its first
	 * run. Waits for a first run that is still under way. A run that throws, or whose
	 * transaction is rolled back, leaves the key unused.
	 * @param command the {@linkplain IdempotentCommand#idempotencyName() name} of the
	 * command; the same key of another command is another key
	 * @param fingerprint a digest of the payload
	 * @param run returns the result as JSON
	 * @throws IdempotencyKeyReusedException if the key was used with another fingerprint
	 * @throws IdempotencyKeyInUseException if the first run takes too long to wait for
	 * @throws IdempotencyStoreFullException if there is no room for another key
	 */
	String once(String command, IdempotencyKey key, byte[] fingerprint, Supplier<String> run);

}
