package com.resync.condition;

import java.util.Map;
import java.util.Objects;

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

/**
 * Matches if a part of the service is configured, even incompletely: the start then fails
 * for what is missing, instead of continuing without that part.
 * <p>
 * As an import filter it leaves out the auto-configurations of a part that is not
 * configured.
 */
public abstract class Configured implements Condition, AutoConfigurationImportFilter, EnvironmentAware {

	private @Nullable Environment environment;

	protected abstract boolean isIn(Environment environment);

	protected abstract boolean owns(String autoConfiguration);

	/** Whether an auto-configuration of the part is needed, by default all or none. */
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

	/** An entry is {@code null} if another filter has left it out already. */
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

	/** The properties under a prefix, also empty ones, by their names after it. */
	protected static Map<String, String> settings(Environment environment, String prefix) {
		return Binder.get(environment).bind(prefix, Bindable.mapOf(String.class, String.class)).orElseGet(Map::of);
	}

}
