package com.resync.cqrs.idempotency;

/**
 * Thrown when the limit of idempotency keys in memory is reached. No key is removed
 * before it expires, since a retry would then run the command again.
 */
public class IdempotencyStoreFullException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public IdempotencyStoreFullException() {
		super("The limit of idempotency keys in memory is reached");
	}

}
