package com.resync.cqrs.idempotency;

import java.util.function.Supplier;

/**
 * Stores the results of commands with an {@link IdempotencyKey}. Must be thread-safe.
 */
public interface IdempotencyStore {

	/**
	 * Runs a command unless it has run with this key, and returns the result of the first
	 * run. Waits for a first run in progress. A run that throws, or whose transaction is
	 * rolled back, leaves the key unused.
	 * @param command the {@linkplain IdempotentCommand#idempotencyName() name} of the
	 * command; the same key of another command is another key
	 * @param fingerprint a digest of the payload
	 * @param run returns the result as JSON
	 * @throws IdempotencyKeyReusedException if the key was used with another fingerprint
	 * @throws IdempotencyKeyInUseException if the first run takes too long to wait for
	 * @throws IdempotencyStoreFullException if the limit of keys is reached
	 */
	String once(String command, IdempotencyKey key, byte[] fingerprint, Supplier<String> run);

}
