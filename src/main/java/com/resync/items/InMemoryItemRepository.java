package com.resync.items;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.resync.cqrs.spring.DatabaseConfigured;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Repository;

/**
 * Keeps items for as long as the process lives, up to {@code items.memory.capacity}.
 */
@Repository
@Conditional(DatabaseConfigured.Not.class)
class InMemoryItemRepository implements ItemRepository, InfoContributor {

	private final ConcurrentNavigableMap<UUID, Item> items = new ConcurrentSkipListMap<>(
			InMemoryItemRepository::compare);

	private final int capacity;

	/** The map's own size is counted anew each time. */
	private final AtomicInteger size = new AtomicInteger();

	InMemoryItemRepository(@Value("${items.memory.capacity:100000}") int capacity) {
		this.capacity = capacity;
	}

	@Override
	public void add(Item item) {
		if (this.size.incrementAndGet() > this.capacity) {
			this.size.decrementAndGet();
			throw new ItemsFullException(this.capacity);
		}
		if (this.items.putIfAbsent(item.id(), item) != null) {
			this.size.decrementAndGet();
			throw new IllegalStateException("There is an item " + item.id() + " already");
		}
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
		return Optional
			.ofNullable(this.items.computeIfPresent(id, (key, item) -> item.checked(precondition).updated(data)));
	}

	@Override
	public Optional<Item> remove(UUID id, Precondition precondition) {
		Item item = this.items.get(id);
		while (item != null && !this.items.remove(id, item.checked(precondition))) {
			item = this.items.get(id);
		}
		if (item != null) {
			this.size.decrementAndGet();
		}
		return Optional.ofNullable(item);
	}

	/** Unsigned, as databases do it; {@link UUID#compareTo} is signed. */
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
