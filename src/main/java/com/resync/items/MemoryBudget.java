package com.resync.items;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

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
		gauge(registry, "stored", "items", this.items::get, "Items in memory");
		gauge(registry, "capacity", "items", () -> this.capacity, "The maximum number of items in memory");
		gauge(registry, "used", BaseUnits.BYTES, this.bytes::get,
				"An upper estimate of the size of the items in memory");
		gauge(registry, "max", BaseUnits.BYTES, () -> this.maxBytes, "The maximum size of the items in memory");
	}

	private static void gauge(MeterRegistry registry, String name, String unit, Supplier<Number> value, String what) {
		Gauge.builder("items.memory." + name, value).description(what).baseUnit(unit).register(registry);
	}

}
