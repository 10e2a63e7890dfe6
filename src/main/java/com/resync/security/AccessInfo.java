package com.resync.security;

import com.resync.condition.MisconfiguredException;

import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Adds who may call the service to the line that is logged at the start.
 */
@Configuration(proxyBeanMethods = false)
class AccessInfo {

	@Bean
	@Conditional(SecurityConfigured.Not.class)
	InfoContributor openAccess(Environment environment) {
		if (SecurityConfigured.isConfigured(environment)) {
			throw new MisconfiguredException(
					"Access is guarded by spring.security, but this application is open to all.",
					"It was processed by Spring AOT without spring.security: process it again with the same settings.");
		}
		return (info) -> info.withDetail("access", "open to all");
	}

	@Bean
	@Conditional(SecurityConfigured.class)
	InfoContributor guardedAccess() {
		return (info) -> info.withDetail("access", "by bearer token");
	}

}
