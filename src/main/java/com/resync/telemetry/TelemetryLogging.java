package com.resync.telemetry;

import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Adds OpenTelemetry's appender to the root logger while the application runs. Spring
 * Boot prepares the export of logs, but adds no appender; a {@code logback-spring.xml}
 * would replace Spring Boot's own logging configuration.
 */
@Lazy(false)
@Component
@Conditional(EndpointConfigured.class)
class TelemetryLogging implements DisposableBean {

	private static final List<String> SENDERS = List.of("io.opentelemetry.exporter", "io.micrometer.registry.otlp");

	private static final String UNDELIVERED = "undelivered";

	private final OpenTelemetryAppender appender = new OpenTelemetryAppender();

	TelemetryLogging(ObjectProvider<SdkLoggerProvider> provider, ObjectProvider<OpenTelemetry> openTelemetry) {
		SENDERS.stream()
			.map(TelemetryLogging::logger)
			.filter((sender) -> sender.getAppender(UNDELIVERED) == null)
			.forEach(TelemetryLogging::shortenFailures);
		provider.ifAvailable((logs) -> {
			this.appender.setCaptureKeyValuePairAttributes(true);
			this.appender.setCaptureMdcAttributes("*");
			this.appender.setOpenTelemetry(openTelemetry.getObject());
			add(this.appender, logger(Logger.ROOT_LOGGER_NAME));
		});
	}

	private static void shortenFailures(Logger sender) {
		sender.setAdditive(false);
		UndeliveredAppender appender = new UndeliveredAppender();
		appender.setName(UNDELIVERED);
		add(appender, sender);
	}

	private static void add(Appender<ILoggingEvent> appender, Logger logger) {
		appender.setContext(logger.getLoggerContext());
		appender.start();
		logger.addAppender(appender);
	}

	private static Logger logger(String name) {
		return (Logger) LoggerFactory.getLogger(name);
	}

	@Override
	public void destroy() {
		logger(Logger.ROOT_LOGGER_NAME).detachAppender(this.appender);
	}

}
