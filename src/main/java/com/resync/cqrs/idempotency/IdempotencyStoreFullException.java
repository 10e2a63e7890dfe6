package com.resync.cqrs.idempotency;

/**
 * Thrown when the limit of idempotency keys in memory is reached. None is forgotten
 * early, since its retry would run again.
 */
public class IdempotencyStoreFullException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public IdempotencyStoreFullException() {
		super("The limit of idempotency keys in memory is reached");
	}

}
