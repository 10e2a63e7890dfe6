package com.resync;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;

/**
 * Decides by the settings which optional parts of the service are used. For the others it
 * leaves out the auto-configurations of Spring Boot: these would need a database, require
 * a login, trace even without an endpoint, and send metrics to localhost.
 */
public class Configured implements AutoConfigurationImportFilter, EnvironmentAware {

	private static final String BOOT = "org.springframework.boot.";

	private static final String TRACES = "management.opentelemetry.tracing.export.otlp.endpoint";

	private static final String LOGS = "management.opentelemetry.logging.export.otlp.endpoint";

	private static final String METRICS = "management.otlp.metrics.export.";

	/** The key is the class or the package of the auto-configurations of a part. */
	private static final Map<String, Predicate<Environment>> PARTS = Map.of( //
			BOOT + "jdbc.autoconfigure.DataSourceAutoConfiguration", Configured::database, //
			"com.resync.database.ReplicaAutoConfiguration", Configured::replica, //
			BOOT + "security", Configured::security, //
			BOOT + "micrometer.tracing", anyOf(TRACES), //
			BOOT + "micrometer.metrics.autoconfigure.export.otlp", anyOf(METRICS + "url", METRICS + "enabled"), //
			BOOT + "opentelemetry.autoconfigure.logging", anyOf(LOGS), //
			BOOT + "opentelemetry", anyOf(TRACES, LOGS));

	/** Settings that application.properties has, whether or not there is a database. */
	private static final Pattern OWN = Pattern
		.compile("hikari\\.((connection|validation|initialization-fail)-timeout|data-source-properties\\..*)");

	private @Nullable Environment environment;

	/**
	 * Whether anything is set under {@code spring.datasource} or {@code resync.replica},
	 * even an empty value, or the profile {@code postgres} is active. The start then
	 * fails for what is missing, instead of continuing in memory.
	 */
	public static boolean database(Environment environment) {
		return environment.acceptsProfiles(Profiles.of("postgres")) || replica(environment)
				|| settings(environment, "spring.datasource").keySet()
					.stream()
					.anyMatch(OWN.asMatchPredicate().negate());
	}

	/**
	 * Whether anything is set under {@code spring.security}, even an empty value: a
	 * secret that is missing must not open the service to everybody.
	 */
	public static boolean security(Environment environment) {
		return !settings(environment, "spring.security").isEmpty();
	}

	private static boolean replica(Environment environment) {
		return !settings(environment, "resync.replica").isEmpty();
	}

	private static Predicate<Environment> anyOf(String... settings) {
		return (environment) -> Arrays.stream(settings)
			.anyMatch((setting) -> StringUtils.hasText(environment.getProperty(setting)));
	}

	/** The keys of the parts that are used. */
	static Set<String> parts(Environment environment) {
		return PARTS.entrySet()
			.stream()
			.filter((part) -> part.getValue().test(environment))
			.map(Map.Entry::getKey)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Map<String, String> settings(Environment environment, String prefix) {
		return Binder.get(environment).bind(prefix, Bindable.mapOf(String.class, String.class)).orElseGet(Map::of);
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	/** An entry is {@code null} if another filter has left it out already. */
	@Override
	public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[autoConfigurations.length];
		for (int i = 0; i < matches.length; i++) {
			String name = autoConfigurations[i];
			matches[i] = name == null || isNeeded(name);
		}
		return matches;
	}

	private boolean isNeeded(String autoConfiguration) {
		Environment present = Objects.requireNonNull(this.environment);
		return PARTS.entrySet()
			.stream()
			.filter((part) -> (autoConfiguration + ".").startsWith(part.getKey() + "."))
			.allMatch((part) -> part.getValue().test(present));
	}

}
