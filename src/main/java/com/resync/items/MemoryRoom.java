package com.resync.items;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.resync.database.DatabaseConfigured;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * The room that items in memory take, and what there is of it. Safe for use by many
 * threads.
 */
@Component
@Conditional(DatabaseConfigured.Not.class)
@EnableConfigurationProperties(MemoryProperties.class)
class MemoryRoom {

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

}
