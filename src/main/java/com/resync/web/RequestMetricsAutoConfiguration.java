package com.resync.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.DispatcherType;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Has requests measured without an observation, where there is no tracing that would
 * listen to it.
 */
@AutoConfiguration(afterName = {
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration" },
		beforeName = "org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration")
@ConditionalOnWebApplication
@ConditionalOnSingleCandidate(MeterRegistry.class)
@ConditionalOnMissingBean(type = "io.micrometer.tracing.Tracer")
class RequestMetricsAutoConfiguration {

	@Bean
	FilterRegistrationBean<RequestTimer> requestTimer(MeterRegistry registry) {
		FilterRegistrationBean<RequestTimer> timer = new FilterRegistrationBean<>(new RequestTimer(registry));
		timer.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
		timer.setDispatcherTypes(DispatcherType.REQUEST);
		return timer;
	}

	/** Takes the place of Spring Boot's. */
	@Bean
	FilterRegistrationBean<ServerHttpObservationFilter> noObservationOfRequests() {
		FilterRegistrationBean<ServerHttpObservationFilter> filter = new FilterRegistrationBean<>(
				new ServerHttpObservationFilter(ObservationRegistry.NOOP));
		filter.setEnabled(false);
		return filter;
	}

}
