package com.resync.items;

import java.util.UUID;

/**
 * Thrown when no item has the id.
 */
public class ItemNotFoundException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public ItemNotFoundException(UUID id) {
		super("There is no item " + id);
	}

}
