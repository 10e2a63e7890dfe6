package com.resync.items;

/**
 * Thrown when there is no room for another item.
 */
class ItemsFullException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ItemsFullException(int capacity) {
		super("There is no room for more than %d items".formatted(capacity));
	}

}
