package com.resync.telemetry;

import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * Has the logging system use the appenders of this package: Spring Boot prepares the
 * sending of logs, but hands none over. They are handed over for as long as the
 * application lives; what is not delivered may be told after its end.
 */
@Component
@Conditional(EndpointConfigured.class)
class TelemetryLogging implements DisposableBean {

	private static final List<String> SENDERS = List.of("io.opentelemetry.exporter", "io.micrometer.registry.otlp");

	private static final String UNDELIVERED = "undelivered";

	private @Nullable Appender<ILoggingEvent> logs;

	TelemetryLogging(ObjectProvider<SdkLoggerProvider> provider) {
		SENDERS.stream()
			.map(TelemetryLogging::logger)
			.filter((sender) -> sender.getAppender(UNDELIVERED) == null)
			.forEach(TelemetryLogging::tellUndelivered);
		provider.ifAvailable((logs) -> this.logs = add(new OtlpLogAppender(logs), logger(Logger.ROOT_LOGGER_NAME)));
	}

	private static void tellUndelivered(Logger sender) {
		sender.setAdditive(false);
		add(new UndeliveredAppender(), sender).setName(UNDELIVERED);
	}

	private static Appender<ILoggingEvent> add(Appender<ILoggingEvent> appender, Logger logger) {
		appender.start();
		logger.addAppender(appender);
		return appender;
	}

	private static Logger logger(String name) {
		return (Logger) LoggerFactory.getLogger(name);
	}

	@Override
	public void destroy() {
		logger(Logger.ROOT_LOGGER_NAME).detachAppender(this.logs);
	}

}
