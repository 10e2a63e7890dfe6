package com.resync.web;

import java.time.Duration;

import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of what is done for a client, and what is told of it.
 *
 * @param maxBodySize how large the body of a request may be
 * @param bodyTimeout how long a client may take to send it
 * @param maxQueueTime how long a request may wait for a thread before it is refused
 * @param maxHeldSize how much of the heap the bodies may take that wait for slow clients,
 * in each direction; a sixteenth of it unless said
 * @param accessLog whether each request is logged
 */
@Validated
@ConfigurationProperties("resync.http")
record HttpProperties(@DefaultValue("64KB") @Positive DataSize maxBodySize,
		@DefaultValue("30s") @DurationMin(inclusive = false) Duration bodyTimeout,
		@DefaultValue("500ms") @DurationMin(inclusive = false) Duration maxQueueTime,
		@Positive @Nullable DataSize maxHeldSize, @DefaultValue("false") boolean accessLog) {

	long maxHeldBytes() {
		return (this.maxHeldSize != null) ? this.maxHeldSize.toBytes() : Runtime.getRuntime().maxMemory() / 16;
	}

}
