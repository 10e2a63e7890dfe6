package com.resync.database;

import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Whether a database is configured, be it only in part: then the start fails for what is
 * missing, instead of going on without a database. Configured is whatever has a value
 * under {@code spring.datasource} or {@code resync.replica}, and the profile
 * {@code postgres}; an empty value is none.
 * <p>
 * As an import filter it leaves the {@code DataSource} out where none is configured, and
 * with it all that needs one.
 */
public class DatabaseConfigured implements Condition, AutoConfigurationImportFilter, EnvironmentAware {

	private static final String DATA_SOURCE = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

	/** Set by the service itself, for whichever database there may be. */
	private static final Pattern OWN = Pattern
		.compile("hikari\\.(connection-timeout|validation-timeout|data-source-properties\\..*)");

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
		return environment.acceptsProfiles(Profiles.of("postgres")) || hasValue(environment, "spring.datasource")
				|| hasValue(environment, "resync.replica");
	}

	private static boolean hasValue(Environment environment, String prefix) {
		return Binder.get(environment)
			.bind(prefix, Bindable.mapOf(String.class, String.class))
			.orElseGet(Map::of)
			.entrySet()
			.stream()
			.anyMatch((property) -> StringUtils.hasText(property.getValue())
					&& !OWN.matcher(property.getKey()).matches());
	}

	/** The opposite. */
	public static class Not implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return !isIn(context.getEnvironment());
		}

	}

}
