package com.resync.items;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An item at one version.
 *
 * @param id a UUIDv7 (RFC 9562, section 5.7), so ids increase with time
 * @param version 1 when created, one more with each update
 * @param createdAt with a precision of microseconds
 * @param updatedAt with a precision of microseconds
 * @param data the part that clients write
 */
public record Item(UUID id, long version, Instant createdAt, Instant updatedAt, ItemData data) {

	static Item create(UUID id, ItemData data) {
		Instant now = now();
		return new Item(id, 1, now, now, data);
	}

	/** The next version. */
	Item updated(ItemData newData) {
		return new Item(this.id, this.version + 1, this.createdAt, now(), newData);
	}

	/**
	 * Returns this item.
	 * @throws VersionConflictException if the precondition does not allow its version
	 */
	Item checked(Precondition precondition) {
		if (!precondition.allows(this.version)) {
			throw new VersionConflictException(this);
		}
		return this;
	}

	/** With a precision of microseconds, as databases store it. */
	static Instant now() {
		return Instant.now().truncatedTo(ChronoUnit.MICROS);
	}

}
