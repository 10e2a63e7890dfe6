package com.resync.items;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Stores items in memory, up to a limit, until the process ends.
 */
class InMemoryItemRepository implements ItemRepository, InfoContributor {

	private final ConcurrentNavigableMap<UUID, Item> items = new ConcurrentSkipListMap<>(
			InMemoryItemRepository::compare);

	private final MemoryBudget budget;

	InMemoryItemRepository(MemoryBudget budget) {
		this.budget = budget;
	}

	@Override
	public void add(Item item) {
		this.budget.reserve(1, bytes(item));
		if (this.items.putIfAbsent(item.id(), item) != null) {
			this.budget.release(1, bytes(item));
			throw new IllegalStateException("There is an item " + item.id() + " already");
		}
	}

	/** An upper estimate of the heap: two bytes for each character, and the objects. */
	private static long bytes(Item item) {
		String description = item.data().description();
		return 512 + 2L * (item.data().name().length() + ((description != null) ? description.length() : 0));
	}

	@Override
	public Optional<Item> find(UUID id) {
		return Optional.ofNullable(this.items.get(id));
	}

	@Override
	public List<Item> list(@Nullable UUID after, int limit) {
		ConcurrentNavigableMap<UUID, Item> following = (after != null) ? this.items.tailMap(after, false) : this.items;
		return following.values().stream().limit(limit).toList();
	}

	@Override
	public Optional<Item> update(UUID id, ItemData data, Precondition precondition) {
		return change(id, precondition, (item) -> {
			Item updated = item.updated(data);
			long growth = bytes(updated) - bytes(item);
			this.budget.reserve(0, growth);
			if (this.items.replace(id, item, updated)) {
				return updated;
			}
			this.budget.release(0, growth);
			return null;
		});
	}

	@Override
	public Optional<Item> remove(UUID id, Precondition precondition) {
		return change(id, precondition, (item) -> {
			if (!this.items.remove(id, item)) {
				return null;
			}
			this.budget.release(1, bytes(item));
			return item;
		});
	}

	/** Repeats the attempt if another thread changed the item meanwhile. */
	private Optional<Item> change(UUID id, Precondition precondition, Function<Item, @Nullable Item> attempt) {
		for (Item item = this.items.get(id); item != null; item = this.items.get(id)) {
			Item changed = attempt.apply(item.checked(precondition));
			if (changed != null) {
				return Optional.of(changed);
			}
		}
		return Optional.empty();
	}

	/** Unsigned, as in PostgreSQL; {@link UUID#compareTo} is signed. */
	private static int compare(UUID one, UUID other) {
		int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
		return (high != 0) ? high
				: Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
	}

	@Override
	public void contribute(Info.Builder info) {
		info.withDetail("items", "in memory");
	}

}
