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
 * How idempotency keys are kept.
 *
 * @param enabled whether a command that carries a key runs once for it
 * @param retention for how long a retry is known
 * @param maxSize how much of the heap keys and answers may take, where they are kept in
 * memory; an eighth of it unless said. More are refused, since forgetting one early would
 * let its retry run again
 */
@Validated
@ConfigurationProperties("resync.cqrs.idempotency")
record IdempotencyProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("24h") @DurationMin(inclusive = false) Duration retention, @Positive @Nullable DataSize maxSize) {

	long maxBytes() {
		return (this.maxSize != null) ? this.maxSize.toBytes() : Runtime.getRuntime().maxMemory() / 8;
	}

}
