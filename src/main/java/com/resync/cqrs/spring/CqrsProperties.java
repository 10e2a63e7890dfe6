package com.resync.cqrs.spring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

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
 */
@ConfigurationProperties("resync.cqrs")
record CqrsProperties(@DefaultValue("fail") MissingHandlers missingHandlers, @DefaultValue("true") boolean observation,
		@DefaultValue("true") boolean validation, @DefaultValue("true") boolean transaction,
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
