package com.resync.cqrs.idempotency;

/**
 * Thrown when there is no room for another key: forgetting one before its time would let
 * its retry run again.
 */
public class IdempotencyStoreFullException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public IdempotencyStoreFullException() {
		super("There is no room for another idempotency key");
	}

}
