package com.resync.items;

/**
 * Thrown when an item is at a version that a {@link Precondition} rules out.
 */
class VersionConflictException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	VersionConflictException(Item item) {
		super("The item %s is at version %d, which the request's preconditions rule out".formatted(item.id(),
				item.version()));
	}

}
