package com.resync.items;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;

/**
 * Stores items. Thread-safe: every change is atomic, and its precondition is checked as
 * part of it.
 */
interface ItemRepository {

	/**
	 * Stores a new item.
	 * @throws DuplicateKeyException if an item with this id exists already
	 * @throws ItemsFullException if the limit of items is reached
	 */
	void add(Item item);

	Optional<Item> find(UUID id);

	/**
	 * Returns items with larger ids, oldest first.
	 * @param after an id, whether or not an item has it; {@code null} to begin with the
	 * oldest item
	 * @param limit the maximum number of items
	 */
	List<Item> list(@Nullable UUID after, int limit);

	/**
	 * Replaces the data of an item and increases its version.
	 * @return the new version, empty if there is no item with the id
	 * @throws VersionConflictException if the precondition does not allow the current
	 * version
	 * @throws ItemsFullException if the limit of items is reached
	 */
	Optional<Item> update(UUID id, ItemData data, Precondition precondition);

	/**
	 * Removes an item.
	 * @return its last version, empty if there is no item with the id
	 * @throws VersionConflictException if the precondition does not allow the current
	 * version
	 */
	Optional<Item> remove(UUID id, Precondition precondition);

}
