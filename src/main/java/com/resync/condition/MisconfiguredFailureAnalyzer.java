package com.resync.condition;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Reports a {@link MisconfiguredException}.
 */
class MisconfiguredFailureAnalyzer extends AbstractFailureAnalyzer<MisconfiguredException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MisconfiguredException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
