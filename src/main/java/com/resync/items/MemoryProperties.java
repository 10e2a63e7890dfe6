package com.resync.items;

import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of what is kept in memory.
 *
 * @param capacity how many items are kept in memory; more are refused
 * @param maxSize how much of the heap they may take, a quarter of it unless said
 */
@Validated
@ConfigurationProperties("items.memory")
record MemoryProperties(@DefaultValue("1000000") @Positive int capacity, @Positive @Nullable DataSize maxSize) {

	long maxBytes() {
		return (this.maxSize != null) ? this.maxSize.toBytes() : Runtime.getRuntime().maxMemory() / 4;
	}

}
