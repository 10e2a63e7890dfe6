package com.resync.cqrs.spring;

import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the dispatcher.
 *
 * @param missingHandlers what to do at start-up about a command or query in the
 * application's packages that no handler serves
 * @param observation whether dispatches are observed, where there is an observation
 * registry
 * @param validation whether messages are validated, where there is a validator
 * @param transaction whether a command runs in a transaction and a query in a read-only
 * one, where there is a transaction manager
 * @param retry whether a message is run again that the database gave up for the sake of
 * others, where there is a transaction manager
 * @param idempotency how idempotency keys are kept
 */
@Validated
@ConfigurationProperties("resync.cqrs")
record CqrsProperties(@DefaultValue("fail") MissingHandlers missingHandlers, @DefaultValue("true") boolean observation,
		@DefaultValue("true") boolean validation, @DefaultValue("true") boolean transaction,
		@DefaultValue("true") boolean retry, @DefaultValue @Valid Idempotency idempotency) {

	/**
	 * Idempotency keys.
	 *
	 * @param enabled whether a command that carries a key runs once for it
	 * @param retention for how long a retry is known, where keys are kept in memory
	 * @param maxSize how much of the heap keys and answers may take, where they are kept
	 * in memory; an eighth of it unless said. More are refused, since forgetting one
	 * early would let its retry run again
	 */
	record Idempotency(@DefaultValue("true") boolean enabled,
			@DefaultValue("24h") @DurationMin(inclusive = false) Duration retention,
			@Positive @Nullable DataSize maxSize) {

		long maxBytes() {
			return (this.maxSize != null) ? this.maxSize.toBytes() : Runtime.getRuntime().maxMemory() / 8;
		}

	}

	enum MissingHandlers {

		/** Do not start. */
		FAIL,

		/** Start, and log a warning. */
		WARN,

		/** Start. */
		OFF

	}

}
