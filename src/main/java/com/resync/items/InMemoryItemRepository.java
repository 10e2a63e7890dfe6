package com.resync.items;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.dao.DuplicateKeyException;

/**
 * Stores items in memory, up to a limit, until the process ends. Changes wait for each
 * other; reads do not wait.
 */
class InMemoryItemRepository implements ItemRepository, InfoContributor, MeterBinder {

	private final NavigableMap<UUID, Item> items = new ConcurrentSkipListMap<>(InMemoryItemRepository::compare);

	private final MemoryProperties limits;

	private final AtomicLong bytes = new AtomicLong();

	InMemoryItemRepository(MemoryProperties limits) {
		this.limits = limits;
	}

	@Override
	public synchronized void add(Item item) {
		if (this.items.containsKey(item.id())) {
			throw new DuplicateKeyException("There is an item " + item.id() + " already");
		}
		if (this.items.size() >= this.limits.capacity()) {
			throw new ItemsFullException();
		}
		grow(bytes(item));
		this.items.put(item.id(), item);
	}

	@Override
	public Optional<Item> find(UUID id) {
		return Optional.ofNullable(this.items.get(id));
	}

	@Override
	public List<Item> list(@Nullable UUID after, int limit) {
		NavigableMap<UUID, Item> following = (after != null) ? this.items.tailMap(after, false) : this.items;
		return following.values().stream().limit(limit).toList();
	}

	@Override
	public synchronized Optional<Item> update(UUID id, ItemData data, Precondition precondition) {
		Optional<Item> current = find(id).map((item) -> item.checked(precondition));
		return current.map((item) -> {
			Item updated = item.updated(data);
			grow(bytes(updated) - bytes(item));
			this.items.put(id, updated);
			return updated;
		});
	}

	@Override
	public synchronized Optional<Item> remove(UUID id, Precondition precondition) {
		Optional<Item> current = find(id).map((item) -> item.checked(precondition));
		current.ifPresent((item) -> {
			this.items.remove(id);
			grow(-bytes(item));
		});
		return current;
	}

	private void grow(long growth) {
		if (growth > 0 && this.bytes.get() + growth > this.limits.maxBytes()) {
			throw new ItemsFullException();
		}
		this.bytes.addAndGet(growth);
	}

	/** An upper estimate of the heap: two bytes for each character, and the objects. */
	private static long bytes(Item item) {
		String description = item.data().description();
		return 512 + 2L * (item.data().name().length() + ((description != null) ? description.length() : 0));
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

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge(registry, "stored", "items", this.items::size, "Items in memory");
		gauge(registry, "capacity", "items", this.limits::capacity, "The maximum number of items in memory");
		gauge(registry, "used", BaseUnits.BYTES, this.bytes::get,
				"An upper estimate of the size of the items in memory");
		gauge(registry, "max", BaseUnits.BYTES, this.limits::maxBytes, "The maximum size of the items in memory");
	}

	private static void gauge(MeterRegistry registry, String name, String unit, Supplier<Number> value, String what) {
		Gauge.builder("items.memory." + name, value).description(what).baseUnit(unit).register(registry);
	}

}
