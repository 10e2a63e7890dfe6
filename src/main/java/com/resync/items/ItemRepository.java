package com.resync.items;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Keeps items. Safe for use by many threads: every change is whole, and a precondition is
 * decided together with the change it stands for.
 */
interface ItemRepository {

	/**
	 * Keeps a new item.
	 * @throws IllegalStateException if there is an item with this id already
	 * @throws ItemsFullException if there is no room for it
	 */
	void add(Item item);

	Optional<Item> find(UUID id);

	/**
	 * The items that follow an id, oldest first.
	 * @param after an id, whether or not there is an item with it, or {@code null} to
	 * begin with the oldest
	 * @param limit how many at most
	 */
	List<Item> list(@Nullable UUID after, int limit);

	/**
	 * Replaces the data of an item, which makes its next version.
	 * @return the new version, empty if there is no item with the id
	 * @throws VersionConflictException if the precondition does not allow the version
	 * that is there
	 */
	Optional<Item> update(UUID id, ItemData data, Precondition precondition);

	/**
	 * Removes an item.
	 * @return its last version, empty if there is no item with the id
	 * @throws VersionConflictException if the precondition does not allow the version
	 * that is there
	 */
	Optional<Item> remove(UUID id, Precondition precondition);

}
