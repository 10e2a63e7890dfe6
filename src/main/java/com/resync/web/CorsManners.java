package com.resync.web;

import java.time.Duration;
import java.util.List;

import com.resync.condition.Configured;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * Lets web pages of the origins that are configured call the service. Without one nothing
 * of it is there, and browsers keep all others away. Credentials are none of it, since a
 * token is not sent by the browser itself.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(CorsManners.OriginsConfigured.class)
@EnableConfigurationProperties(CorsProperties.class)
class CorsManners {

	/** Before all that refuses requests, so that a page is told of that too. */
	@Bean
	FilterRegistrationBean<CorsFilter> corsFilter(CorsProperties properties) {
		CorsConfiguration rules = new CorsConfiguration();
		rules.setAllowedOrigins(properties.allowedOrigins());
		rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "DELETE"));
		rules.setAllowedHeaders(List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, HttpHeaders.IF_MATCH,
				HttpHeaders.IF_NONE_MATCH, "Idempotency-Key"));
		rules.setExposedHeaders(List.of(HttpHeaders.ETAG, HttpHeaders.LOCATION, HttpHeaders.LINK,
				HttpHeaders.RETRY_AFTER, HttpHeaders.WWW_AUTHENTICATE));
		rules.setMaxAge(Duration.ofMinutes(30));
		UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
		everywhere.registerCorsConfiguration("/**", rules);
		CorsFilter filter = new CorsFilter(everywhere);
		filter.setCorsProcessor(new Processor());
		FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
		return registration;
	}

	/** Leaves it to {@link ProblemValve} to tell what is refused. */
	private static final class Processor extends DefaultCorsProcessor {

		@Override
		protected void rejectRequest(ServerHttpResponse response) {
			response.setStatusCode(HttpStatus.FORBIDDEN);
		}

	}

	static class OriginsConfigured implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return Configured.hasValue(context.getEnvironment(), "resync.cors", (property) -> true);
		}

	}

}
