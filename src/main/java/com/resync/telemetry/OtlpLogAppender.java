package com.resync.telemetry;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.slf4j.event.KeyValuePair;

/**
 * Hands what is logged over to OpenTelemetry, which sends it from a thread of its own.
 * The trace is that of the log's context (MDC), so it is there where the lines of the
 * console have it.
 */
class OtlpLogAppender extends AppenderBase<ILoggingEvent> {

	private final LoggerProvider logs;

	OtlpLogAppender(LoggerProvider logs) {
		this.logs = logs;
	}

	@Override
	protected void append(ILoggingEvent event) {
		LogRecordBuilder record = this.logs.get(event.getLoggerName())
			.logRecordBuilder()
			.setTimestamp(event.getTimeStamp(), TimeUnit.MILLISECONDS)
			.setSeverity(severity(event.getLevel()))
			.setSeverityText(event.getLevel().toString())
			.setBody(event.getFormattedMessage())
			.setAttribute("thread.name", event.getThreadName());
		List<KeyValuePair> pairs = event.getKeyValuePairs();
		if (pairs != null) {
			pairs.forEach((pair) -> record.setAttribute(pair.key, String.valueOf(pair.value)));
		}
		event.getMDCPropertyMap().forEach(record::setAttribute);
		IThrowableProxy thrown = event.getThrowableProxy();
		if (thrown != null) {
			record.setAttribute("exception.type", thrown.getClassName())
				.setAttribute("exception.message", String.valueOf(thrown.getMessage()))
				.setAttribute("exception.stacktrace", ThrowableProxyUtil.asString(thrown));
		}
		record.setContext(trace(event.getMDCPropertyMap())).emit();
	}

	private static Context trace(Map<String, String> mdc) {
		SpanContext span = SpanContext.create(mdc.getOrDefault("traceId", ""), mdc.getOrDefault("spanId", ""),
				TraceFlags.getDefault(), TraceState.getDefault());
		return Context.root().with(Span.wrap(span));
	}

	private static Severity severity(Level level) {
		return switch (level.toInt()) {
			case Level.ERROR_INT -> Severity.ERROR;
			case Level.WARN_INT -> Severity.WARN;
			case Level.INFO_INT -> Severity.INFO;
			case Level.DEBUG_INT -> Severity.DEBUG;
			default -> Severity.TRACE;
		};
	}

}
