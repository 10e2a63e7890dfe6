package com.resync.web;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The part of the heap for bodies that wait for slow clients. Safe for use by many
 * threads.
 */
class HeapShare {

	private final AtomicLong bytes = new AtomicLong();

	private final long maxBytes;

	HeapShare(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	/** Whether there was room, which is taken then. */
	boolean take(long room) {
		if (this.bytes.addAndGet(room) <= this.maxBytes) {
			return true;
		}
		giveBack(room);
		return false;
	}

	void giveBack(long room) {
		this.bytes.addAndGet(-room);
	}

}
