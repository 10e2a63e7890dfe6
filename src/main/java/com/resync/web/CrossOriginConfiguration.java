package com.resync.web;

import java.time.Duration;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * Allows web pages of the configured origins to call the service, without cookies. It is
 * a filter, since Spring Boot has CORS properties for the actuator only, and the mappings
 * of Spring MVC do not apply to what filters refuse.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorsProperties.class)
class CrossOriginConfiguration {

	/** Writes no text if it refuses a request, so the response becomes a problem. */
	private static final CorsProcessor PROCESSOR = new DefaultCorsProcessor() {

		@Override
		protected void rejectRequest(ServerHttpResponse response) {
			response.setStatusCode(HttpStatus.FORBIDDEN);
		}

	};

	/** Before the filters that refuse requests, so that a page can read the refusal. */
	@Bean
	FilterRegistrationBean<CorsFilter> corsFilter(CorsProperties properties) {
		CorsConfiguration rules = new CorsConfiguration();
		rules.setAllowedOrigins(properties.allowedOrigins());
		rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "DELETE"));
		rules.setAllowedHeaders(properties.allowedHeaders());
		rules.setExposedHeaders(properties.exposedHeaders());
		rules.setMaxAge(Duration.ofMinutes(30));
		CorsFilter filter = new CorsFilter((request) -> rules);
		filter.setCorsProcessor(PROCESSOR);
		FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
		registration.setEnabled(!properties.allowedOrigins().isEmpty());
		return registration;
	}

	/** For {@code @CrossOrigin} and the CORS properties of the actuator. */
	@Bean
	static SmartInitializingSingleton corsProblems(ObjectProvider<AbstractHandlerMapping> mappings) {
		return () -> mappings.forEach((mapping) -> mapping.setCorsProcessor(PROCESSOR));
	}

}
