package com.resync.database;

import java.util.regex.Pattern;

import com.resync.condition.Configured;

import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether a database is configured: by whatever has a value under
 * {@code spring.datasource} or {@code resync.replica}, or by the profile
 * {@code postgres}. Where none is, there is no {@code DataSource}, and nothing that needs
 * one.
 */
public class DatabaseConfigured extends Configured {

	private static final String DATA_SOURCE = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

	/** Set by the service itself, for whichever database there may be. */
	private static final Pattern OWN = Pattern
		.compile("hikari\\.(connection-timeout|validation-timeout|data-source-properties\\..*)");

	@Override
	protected boolean isIn(Environment environment) {
		return environment.acceptsProfiles(Profiles.of("postgres"))
				|| hasValue(environment, "spring.datasource", OWN.asMatchPredicate().negate())
				|| hasValue(environment, "resync.replica", (property) -> true);
	}

	@Override
	protected boolean owns(String autoConfiguration) {
		return DATA_SOURCE.equals(autoConfiguration);
	}

	/** The opposite. */
	public static class Not extends DatabaseConfigured {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return !super.matches(context, metadata);
		}

	}

}
