package com.resync.condition;

import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Whether a part of the service is configured, be it only in part: then the start fails
 * for what is missing, instead of going on without it.
 * <p>
 * As an import filter it leaves out the auto-configurations of a part that is not
 * configured.
 */
public abstract class Configured implements Condition, AutoConfigurationImportFilter, EnvironmentAware {

	private @Nullable Environment environment;

	protected abstract boolean isIn(Environment environment);

	protected abstract boolean owns(String autoConfiguration);

	/** Whether one of the part's own is needed, by default all of them where any is. */
	protected boolean isNeeded(String autoConfiguration, Environment environment) {
		return isIn(environment);
	}

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return isIn(context.getEnvironment());
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	/** What another filter left out already is {@code null}. */
	@Override
	public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
		Environment environment = Objects.requireNonNull(this.environment);
		boolean[] matches = new boolean[autoConfigurations.length];
		for (int i = 0; i < matches.length; i++) {
			String name = autoConfigurations[i];
			matches[i] = name == null || !owns(name) || isNeeded(name, environment);
		}
		return matches;
	}

	/**
	 * Whether a property with a prefix has a value, an empty one being none.
	 * @param counts whether a property counts, by its name behind the prefix
	 */
	public static boolean hasValue(Environment environment, String prefix, Predicate<String> counts) {
		return settings(environment, prefix).entrySet()
			.stream()
			.anyMatch((property) -> StringUtils.hasText(property.getValue()) && counts.test(property.getKey()));
	}

	/** What is set under a prefix, be it empty, by the names behind the prefix. */
	protected static Map<String, String> settings(Environment environment, String prefix) {
		return Binder.get(environment).bind(prefix, Bindable.mapOf(String.class, String.class)).orElseGet(Map::of);
	}

}
