package com.resync.database;

import java.util.regex.Pattern;

import com.resync.condition.Configured;
import com.resync.condition.MisconfiguredException;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Matches if anything is set under {@code spring.datasource} or {@code resync.replica},
 * even an empty value, or if the profile {@code postgres} is active. Otherwise Spring
 * Boot's {@code DataSource} is left out, since its creation would fail.
 */
public class DatabaseConfigured extends Configured {

	private static final String DATA_SOURCE = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

	/** Set in application.properties, whether or not there is a database. */
	private static final Pattern OWN = Pattern.compile(
			"hikari\\.((connection|validation|initialization-fail)-timeout|keepalive-time|data-source-properties\\..*)");

	@Override
	protected boolean owns(String autoConfiguration) {
		return DATA_SOURCE.equals(autoConfiguration);
	}

	@Override
	protected boolean isIn(Environment environment) {
		return environment.acceptsProfiles(Profiles.of("postgres"))
				|| settings(environment, "spring.datasource").keySet()
					.stream()
					.anyMatch(OWN.asMatchPredicate().negate())
				|| !settings(environment, "resync.replica").isEmpty();
	}

	/**
	 * Refuses to ignore a database that is configured. An application that Spring AOT
	 * processed without a database would ignore it.
	 * @throws MisconfiguredException if a database is configured
	 */
	public static void requireNone(Environment environment) {
		if (new DatabaseConfigured().isIn(environment)) {
			throw new MisconfiguredException("A database is configured, but this application has no DataSource",
					"If the application was processed by Spring AOT, process it again with the same settings under"
							+ " spring.datasource; if Spring Boot's DataSourceAutoConfiguration is excluded, include it.");
		}
	}

	/**
	 * Brings back Spring Boot's {@code DataSource} where no property configures a
	 * database but a bean does, such as that of Testcontainers or Docker Compose.
	 */
	@AutoConfiguration(before = DataSourceAutoConfiguration.class,
			afterName = "org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration")
	@ConditionalOnBean(JdbcConnectionDetails.class)
	@EnableConfigurationProperties(DataSourceProperties.class)
	@Import(PooledDataSource.class)
	static class ByBean {

	}

	/** By name, since the filter leaves out the members of what it leaves out. */
	static class PooledDataSource implements ImportSelector {

		@Override
		public String[] selectImports(AnnotationMetadata importing) {
			return new String[] { DATA_SOURCE + "$PooledDataSourceConfiguration",
					"org.springframework.boot.jdbc.autoconfigure.DataSourcePoolMetadataProvidersConfiguration" };
		}

	}

}
