package com.resync.cqrs.idempotency;

import java.time.Duration;

import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of idempotency keys.
 *
 * @param enabled whether a command with a key runs once for it
 * @param retention how long a key is remembered
 * @param maxSize the maximum size of keys and results in memory, by default an eighth of
 * the heap. More are refused, since a retry of a forgotten key would run again
 */
@Validated
@ConfigurationProperties("resync.cqrs.idempotency")
record IdempotencyProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("24h") @DurationMin(inclusive = false) Duration retention, @Positive @Nullable DataSize maxSize) {

	long maxBytes() {
		return (this.maxSize != null) ? this.maxSize.toBytes() : Runtime.getRuntime().maxMemory() / 8;
	}

}
