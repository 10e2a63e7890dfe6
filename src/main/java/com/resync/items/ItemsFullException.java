package com.resync.items;

/**
 * Thrown when the limit of items in memory is reached.
 */
class ItemsFullException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ItemsFullException() {
		super("The limit of items in memory is reached");
	}

}
