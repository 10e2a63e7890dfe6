package com.resync;

import ch.qos.logback.classic.Logger;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.context.annotation.Lazy;

/**
 * Adds OpenTelemetry's appender to the root logger while the application runs, if logs
 * are exported. Spring Boot prepares the export, but adds no appender; a
 * {@code logback-spring.xml} would replace Spring Boot's own logging configuration.
 */
@Lazy(false)
@AutoConfiguration(after = OpenTelemetryLoggingAutoConfiguration.class)
@ConditionalOnBean(SdkLoggerProvider.class)
class LogExport implements DisposableBean {

	private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

	private final OpenTelemetryAppender appender = new OpenTelemetryAppender();

	LogExport(OpenTelemetry openTelemetry) {
		this.appender.setCaptureKeyValuePairAttributes(true);
		this.appender.setCaptureMdcAttributes("*");
		this.appender.setOpenTelemetry(openTelemetry);
		this.appender.setContext(this.root.getLoggerContext());
		this.appender.start();
		this.root.addAppender(this.appender);
	}

	@Override
	public void destroy() {
		this.root.detachAppender(this.appender);
	}

}
