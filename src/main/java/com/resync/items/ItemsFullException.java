package com.resync.items;

/**
 * Thrown when there is no room for another item.
 */
class ItemsFullException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ItemsFullException() {
		super("There is no room for another item");
	}

}
