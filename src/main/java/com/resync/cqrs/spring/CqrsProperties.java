package com.resync.cqrs.spring;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the dispatcher.
 *
 * @param missingHandlers what to do at start-up if a message has no handler
 * @param packages packages to search for messages, in addition to those of the
 * application
 * @param observation whether dispatches are observed, if an observation registry is
 * present
 * @param validation whether messages are validated, if a validator is present
 * @param transaction whether messages run in transactions, if a transaction manager is
 * present
 * @param transactionManager the name of the transaction manager bean; needed if there are
 * several and none is primary
 * @param retry whether a message runs again after a deadlock or serialization failure, or
 * as {@code @Retryable} on its handler says
 */
@ConfigurationProperties("resync.cqrs")
record CqrsProperties(@DefaultValue("fail") MissingHandlers missingHandlers, @DefaultValue List<String> packages,
		@DefaultValue("true") boolean observation, @DefaultValue("true") boolean validation,
		@DefaultValue("true") boolean transaction, @Nullable String transactionManager,
		@DefaultValue("true") boolean retry) {

	enum MissingHandlers {

		/** Do not start. */
		FAIL,

		/** Start, and log a warning. */
		WARN,

		/** Start. */
		OFF

	}

}
