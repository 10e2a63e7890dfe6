package com.resync.cqrs.idempotency;

/**
 * Thrown when a key comes again while its first command is running, and the wait for that
 * was interrupted or took too long.
 */
public class IdempotencyKeyInUseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public IdempotencyKeyInUseException() {
		super("The first request with the idempotency key has not ended yet");
	}

}
