package com.resync.condition;

import java.util.Map;
import java.util.function.Predicate;

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
 * for what is missing, instead of going on without it. An empty value is none.
 * <p>
 * As an import filter it leaves out the auto-configurations of a part that is not
 * configured.
 */
public abstract class Configured implements Condition, AutoConfigurationImportFilter, EnvironmentAware {

	private boolean configured;

	protected abstract boolean isIn(Environment environment);

	protected abstract boolean owns(String autoConfiguration);

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return isIn(context.getEnvironment());
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.configured = isIn(environment);
	}

	/** What another filter left out already is {@code null}. */
	@Override
	public boolean[] match(String[] autoConfigurations, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[autoConfigurations.length];
		for (int i = 0; i < matches.length; i++) {
			matches[i] = this.configured || autoConfigurations[i] == null || !owns(autoConfigurations[i]);
		}
		return matches;
	}

	/**
	 * Whether a property with a prefix has a value.
	 * @param counts whether a property counts, by its name behind the prefix
	 */
	public static boolean hasValue(Environment environment, String prefix, Predicate<String> counts) {
		return Binder.get(environment)
			.bind(prefix, Bindable.mapOf(String.class, String.class))
			.orElseGet(Map::of)
			.entrySet()
			.stream()
			.anyMatch((property) -> StringUtils.hasText(property.getValue()) && counts.test(property.getKey()));
	}

}
