package com.resync.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells which setting is missing to guard access.
 */
class MissingSettingFailureAnalyzer extends AbstractFailureAnalyzer<MissingSettingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingSettingException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Let %s name %s; or leave all of spring.security unset, for a service that is open to all."
					.formatted(cause.property(), cause.meaning()),
				cause);
	}

}
