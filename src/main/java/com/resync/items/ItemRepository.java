package com.resync.items;

import java.util.Optional;
import java.util.UUID;

/**
 * Keeps items. Safe for use by many threads.
 */
interface ItemRepository {

	/**
	 * Keeps a new item.
	 * @throws IllegalStateException if there is an item with this id already
	 */
	void add(Item item);

	Optional<Item> find(UUID id);

}
