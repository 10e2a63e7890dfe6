package com.resync.web;

import java.io.IOException;

import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Puts the trace of a request into the log's context (MDC) again after the filter that
 * observes requests, which stands inside this one, has taken it away: for what an error
 * dispatch and the container log then. {@link TraceValve} takes it away at last.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnProperty(TraceFilter.ENDPOINT)
class TraceFilter extends OncePerRequestFilter {

	static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

	/** Under this name in the log's context, and as an attribute of the request. */
	static final String TRACE_ID = "traceId";

	static final String SPAN_ID = "spanId";

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		finally {
			ServerHttpObservationFilter.findObservationContext(request)
				.map((observation) -> observation.<TracingContext>get(TracingContext.class))
				.map(TracingContext::getSpan)
				.ifPresent((span) -> keep(request, span.context()));
		}
	}

	private static void keep(HttpServletRequest request, TraceContext trace) {
		MDC.put(TRACE_ID, trace.traceId());
		MDC.put(SPAN_ID, trace.spanId());
		request.setAttribute(TRACE_ID, trace.traceId());
	}

}
