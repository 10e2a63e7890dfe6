package com.resync.items;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The room that items in memory take, and what there is of it, told as gauges too. Safe
 * for use by many threads.
 */
class MemoryRoom implements MeterBinder {

	private final int capacity;

	private final long maxBytes;

	/** The map's own size is counted anew each time. */
	private final AtomicInteger items = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	MemoryRoom(MemoryProperties properties) {
		this.capacity = properties.capacity();
		this.maxBytes = properties.maxBytes();
	}

	/**
	 * Takes room; what becomes smaller always fits.
	 * @throws ItemsFullException if there is not so much left
	 */
	void take(int number, long room) {
		boolean numberFits = this.items.addAndGet(number) <= this.capacity || number <= 0;
		boolean roomFits = this.bytes.addAndGet(room) <= this.maxBytes || room <= 0;
		if (!(numberFits && roomFits)) {
			giveBack(number, room);
			throw new ItemsFullException();
		}
	}

	void giveBack(int number, long room) {
		this.items.addAndGet(-number);
		this.bytes.addAndGet(-room);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("items.memory.stored", this.items, AtomicInteger::get)
			.description("Items in memory")
			.baseUnit("items")
			.register(registry);
		Gauge.builder("items.memory.capacity", () -> this.capacity)
			.description("How many items are kept in memory at most")
			.baseUnit("items")
			.register(registry);
		Gauge.builder("items.memory.used", this.bytes, AtomicLong::get)
			.description("What the items in memory take of the heap, rather too much")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
		Gauge.builder("items.memory.max", () -> this.maxBytes)
			.description("What the items in memory may take of the heap")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
	}

}
