package com.resync.cqrs.spring;

/**
 * Thrown when there is no room for another key: forgetting one before its time would let
 * its retry run again.
 */
public class IdempotencyStoreFullException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public IdempotencyStoreFullException(int capacity) {
		super("There is no room for more than %d idempotency keys".formatted(capacity));
	}

}
