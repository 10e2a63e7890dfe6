package com.resync.items;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Counts items in memory and their size against their limits, and shows both as gauges.
 * Thread-safe.
 */
class MemoryBudget implements MeterBinder {

	private final int capacity;

	private final long maxBytes;

	/** The size of the map itself is recomputed at each call. */
	private final AtomicInteger items = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	MemoryBudget(MemoryProperties properties) {
		this.capacity = properties.capacity();
		this.maxBytes = properties.maxBytes();
	}

	/**
	 * Adds to what is in use. What reduces it never fails.
	 * @param number of items
	 * @param size in bytes
	 * @throws ItemsFullException if a limit would be exceeded
	 */
	void reserve(int number, long size) {
		boolean numberFits = this.items.addAndGet(number) <= this.capacity || number <= 0;
		boolean sizeFits = this.bytes.addAndGet(size) <= this.maxBytes || size <= 0;
		if (!(numberFits && sizeFits)) {
			release(number, size);
			throw new ItemsFullException();
		}
	}

	void release(int number, long size) {
		this.items.addAndGet(-number);
		this.bytes.addAndGet(-size);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("items.memory.stored", this.items, AtomicInteger::get)
			.description("Items in memory")
			.baseUnit("items")
			.register(registry);
		Gauge.builder("items.memory.capacity", () -> this.capacity)
			.description("The maximum number of items in memory")
			.baseUnit("items")
			.register(registry);
		Gauge.builder("items.memory.used", this.bytes, AtomicLong::get)
			.description("An upper estimate of the size of the items in memory")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
		Gauge.builder("items.memory.max", () -> this.maxBytes)
			.description("The maximum size of the items in memory")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
	}

}
