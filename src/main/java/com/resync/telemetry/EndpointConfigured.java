package com.resync.telemetry;

import com.resync.condition.Configured;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Matches if an OTLP endpoint is configured for traces, logs or metrics. What has no
 * endpoint is left out and costs nothing. By default Spring Boot traces without an
 * endpoint too, and sends metrics to localhost.
 */
class EndpointConfigured extends Configured {

	private static final String TRACING = "org.springframework.boot.micrometer.tracing.";

	private static final String OPEN_TELEMETRY = "org.springframework.boot.opentelemetry.";

	private static final String LOGGING = OPEN_TELEMETRY + "autoconfigure.logging.";

	private static final String METRICS = "org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.";

	@Override
	protected boolean isIn(Environment environment) {
		return sendsTraces(environment) || sendsLogs(environment) || sendsMetrics(environment);
	}

	private static boolean sendsTraces(Environment environment) {
		return hasValue(environment, "management.opentelemetry.tracing.export.otlp.endpoint");
	}

	private static boolean sendsLogs(Environment environment) {
		return hasValue(environment, "management.opentelemetry.logging.export.otlp.endpoint");
	}

	private static boolean sendsMetrics(Environment environment) {
		return hasValue(environment, "management.otlp.metrics.export.url")
				|| hasValue(environment, "management.otlp.metrics.export.enabled");
	}

	private static boolean hasValue(Environment environment, String property) {
		return StringUtils.hasText(environment.getProperty(property));
	}

	@Override
	protected boolean owns(String autoConfiguration) {
		return autoConfiguration.startsWith(TRACING) || autoConfiguration.startsWith(OPEN_TELEMETRY)
				|| autoConfiguration.startsWith(METRICS);
	}

	@Override
	protected boolean isNeeded(String autoConfiguration, Environment environment) {
		if (autoConfiguration.startsWith(METRICS)) {
			return sendsMetrics(environment);
		}
		if (autoConfiguration.startsWith(TRACING)) {
			return sendsTraces(environment);
		}
		return sendsLogs(environment) || (sendsTraces(environment) && !autoConfiguration.startsWith(LOGGING));
	}

}
