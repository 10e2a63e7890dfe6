package com.resync.telemetry;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Whether traces, logs or metrics are to be sent anywhere by OTLP.
 * <p>
 * As an import filter it leaves out those of them that are not: then a request passes
 * nothing of them, and no thread waits to send any. By itself Spring Boot traces without
 * an endpoint too, and sends metrics to the local host.
 */
class EndpointConfigured implements Condition, AutoConfigurationImportFilter, EnvironmentAware {

	private static final String BOOT = "org.springframework.boot.";

	private boolean traces;

	private boolean logs;

	private boolean metrics;

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		setEnvironment(context.getEnvironment());
		return this.traces || this.logs || this.metrics;
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.traces = hasValue(environment, "management.opentelemetry.tracing.export.otlp.endpoint");
		this.logs = hasValue(environment, "management.opentelemetry.logging.export.otlp.endpoint");
		this.metrics = hasValue(environment, "management.otlp.metrics.export.url")
				|| hasValue(environment, "management.otlp.metrics.export.enabled");
	}

	private static boolean hasValue(Environment environment, String property) {
		return StringUtils.hasText(environment.getProperty(property));
	}

	@Override
	public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[autoConfigurations.length];
		for (int i = 0; i < matches.length; i++) {
			String name = autoConfigurations[i];
			matches[i] = name == null || isNeeded(name);
		}
		return matches;
	}

	private boolean isNeeded(String name) {
		if (name.startsWith(BOOT + "micrometer.tracing.")) {
			return this.traces;
		}
		if (name.startsWith(BOOT + "opentelemetry.autoconfigure.logging.")) {
			return this.logs;
		}
		if (name.startsWith(BOOT + "opentelemetry.")) {
			return this.traces || this.logs;
		}
		return this.metrics || !name.startsWith(BOOT + "micrometer.metrics.autoconfigure.export.otlp.");
	}

}
