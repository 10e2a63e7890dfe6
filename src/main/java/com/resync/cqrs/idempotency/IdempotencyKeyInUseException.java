package com.resync.cqrs.idempotency;

/**
 * Thrown when the first command with a key is still running, and waiting for it was
 * interrupted or took too long.
 */
public class IdempotencyKeyInUseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public IdempotencyKeyInUseException() {
		super("The first request with the idempotency key has not ended yet");
	}

}
