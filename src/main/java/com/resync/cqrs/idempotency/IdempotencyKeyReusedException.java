package com.resync.cqrs.idempotency;

/**
 * Thrown when a key is used again with another payload.
 */
public class IdempotencyKeyReusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public IdempotencyKeyReusedException() {
		super("The idempotency key was used with another body");
	}

}
