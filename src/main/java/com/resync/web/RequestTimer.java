package com.resync.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Measures requests as Spring's observation of them does, with the same name and tags,
 * where nobody but the meters would listen to an observation: that costs several times as
 * much.
 */
class RequestTimer extends OncePerRequestFilter {

	private static final ServerRequestObservationConvention CONVENTION = new DefaultServerRequestObservationConvention();

	private final Meter.MeterProvider<Timer> timers;

	RequestTimer(MeterRegistry registry) {
		this.timers = Timer.builder("http.server.requests").withRegistry(registry);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ServerRequestObservationContext context = new ServerRequestObservationContext(request, response);
		// There Spring MVC tells which path pattern matched, and what was thrown.
		request.setAttribute(ServerHttpObservationFilter.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE, context);
		Measure measure = new Measure(context, System.nanoTime());
		try {
			chain.doFilter(request, response);
		}
		catch (Throwable ex) {
			response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
			context.setError(ex);
			throw ex;
		}
		finally {
			if (request.isAsyncStarted()) {
				request.getAsyncContext().addListener(measure);
			}
			else {
				measure.end();
			}
		}
	}

	private final class Measure implements AsyncListener {

		private final ServerRequestObservationContext context;

		private final long begin;

		Measure(ServerRequestObservationContext context, long begin) {
			this.context = context;
			this.begin = begin;
		}

		void end() {
			List<Tag> tags = new ArrayList<>();
			for (KeyValue keyValue : CONVENTION.getLowCardinalityKeyValues(this.context)) {
				tags.add(Tag.of(keyValue.getKey(), keyValue.getValue()));
			}
			Throwable error = this.context.getError();
			tags.add(Tag.of("error", (error != null) ? error.getClass().getSimpleName() : "none"));
			RequestTimer.this.timers.withTags(tags).record(System.nanoTime() - this.begin, TimeUnit.NANOSECONDS);
		}

		@Override
		public void onComplete(AsyncEvent event) {
			end();
		}

		@Override
		public void onError(AsyncEvent event) {
			this.context.setError(event.getThrowable());
		}

		@Override
		public void onTimeout(AsyncEvent event) {
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			event.getAsyncContext().addListener(this);
		}

	}

}
