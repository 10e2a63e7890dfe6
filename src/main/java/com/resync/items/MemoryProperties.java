package com.resync.items;

import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of items in memory.
 *
 * @param capacity the maximum number of items; more are refused
 * @param maxSize the maximum size of all items, by default a quarter of the heap; more
 * are refused
 */
@Validated
@ConfigurationProperties("items.memory")
record MemoryProperties(@DefaultValue("1000000") @Positive int capacity, @Positive @Nullable DataSize maxSize) {

	long maxBytes() {
		return (this.maxSize != null) ? this.maxSize.toBytes() : Runtime.getRuntime().maxMemory() / 4;
	}

}
