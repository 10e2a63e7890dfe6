package com.resync.database;

import java.util.regex.Pattern;

import com.resync.condition.Configured;

import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Whether a database is configured: by anything under {@code spring.datasource} or
 * {@code resync.replica}, even if it is empty, or by the profile {@code postgres}. If
 * not, Spring Boot's {@code DataSource} is left out, which it would fail to create.
 */
public class DatabaseConfigured extends Configured {

	static final String DATA_SOURCE = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

	/** Set in application.properties, whether or not there is a database. */
	private static final Pattern OWN = Pattern.compile(
			"hikari\\.((connection|validation|initialization-fail)-timeout|keepalive-time|data-source-properties\\..*)");

	@Override
	protected boolean isIn(Environment environment) {
		return isConfigured(environment);
	}

	@Override
	protected boolean owns(String autoConfiguration) {
		return DATA_SOURCE.equals(autoConfiguration);
	}

	private static boolean isConfigured(Environment environment) {
		return environment.acceptsProfiles(Profiles.of("postgres"))
				|| settings(environment, "spring.datasource").keySet()
					.stream()
					.anyMatch(OWN.asMatchPredicate().negate())
				|| !settings(environment, "resync.replica").isEmpty();
	}

	/**
	 * Checks that nothing that is configured is ignored, as it would be by an application
	 * whose beans Spring AOT chose where no database was configured.
	 * @throws UnusableDatabaseException if a database is configured
	 */
	public static void requireNone(Environment environment) {
		if (isConfigured(environment)) {
			throw new UnusableDatabaseException("A database is configured, but this application has no DataSource",
					"If the application was processed by Spring AOT, process it again with the same settings under"
							+ " spring.datasource; if Spring Boot's DataSourceAutoConfiguration is excluded, include it.");
		}
	}

}
