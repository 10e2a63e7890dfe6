package com.resync.cqrs.spring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the dispatcher.
 *
 * @param missingHandlers what to do at start-up about a command or query in the
 * application's packages that no handler serves
 */
@ConfigurationProperties("resync.cqrs")
record CqrsProperties(@DefaultValue("fail") MissingHandlers missingHandlers) {

	enum MissingHandlers {

		/** Do not start. */
		FAIL,

		/** Start, and log a warning. */
		WARN,

		/** Start. */
		OFF

	}

}
