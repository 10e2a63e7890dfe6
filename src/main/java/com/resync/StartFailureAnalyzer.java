package com.resync;

import java.sql.SQLException;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * Reports in a few lines that the start failed because of the settings or the database.
 */
class StartFailureAnalyzer implements FailureAnalyzer {

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		FailureAnalysis ofCause = (failure.getCause() != null) ? analyze(failure.getCause()) : null;
		return (ofCause != null) ? ofCause : analyzeOne(failure);
	}

	private static @Nullable FailureAnalysis analyzeOne(Throwable cause) {
		if (cause instanceof MisconfiguredException misconfigured) {
			return new FailureAnalysis(cause.getMessage(), misconfigured.action(), cause);
		}
		if (cause instanceof SQLException) {
			return new FailureAnalysis("The database refused what the start needs: " + cause.getMessage(),
					"Check spring.datasource.url, username and password, that the database can be reached"
							+ " and what the user may do there.",
					cause);
		}
		if (cause instanceof FlywayException) {
			return new FailureAnalysis("The tables cannot be made: " + cause.getMessage(),
					"If the schema has tables of others, set spring.flyway.baseline-on-migrate=true."
							+ " If another user makes the tables, set spring.flyway.enabled=false.",
					cause);
		}
		return null;
	}

}
