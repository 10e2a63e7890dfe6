package com.resync.cqrs.spring;

import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Whether a database is configured, be it only in part: then the start fails for what is
 * missing, instead of going on without a database. An empty value counts as none.
 * <p>
 * As an import filter it leaves the {@code DataSource} out where none is configured, and
 * with it all that needs one.
 */
public class DatabaseConfigured implements Condition, AutoConfigurationImportFilter, EnvironmentAware {

	private static final String DATA_SOURCE = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

	private boolean configured;

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return isIn(context.getEnvironment());
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.configured = isIn(environment);
	}

	@Override
	public boolean[] match(String[] autoConfigurations, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[autoConfigurations.length];
		for (int i = 0; i < matches.length; i++) {
			matches[i] = this.configured || !DATA_SOURCE.equals(autoConfigurations[i]);
		}
		return matches;
	}

	private static boolean isIn(Environment environment) {
		return Stream
			.of("spring.datasource.url", "spring.datasource.hikari.jdbc-url", "spring.datasource.jndi-name",
					"spring.datasource.username", "spring.datasource.password", "resync.replica.url")
			.anyMatch((name) -> StringUtils.hasText(environment.getProperty(name)));
	}

	/** The opposite. */
	public static class Not implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return !isIn(context.getEnvironment());
		}

	}

}
