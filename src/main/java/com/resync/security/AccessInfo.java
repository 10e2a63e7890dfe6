package com.resync.security;

import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Says, at the start too, whom the service is open to.
 */
@Configuration(proxyBeanMethods = false)
class AccessInfo {

	@Bean
	@Conditional(SecurityConfigured.Not.class)
	InfoContributor openAccess() {
		return (info) -> info.withDetail("access", "open to all");
	}

	@Bean
	@Conditional(SecurityConfigured.class)
	InfoContributor guardedAccess() {
		return (info) -> info.withDetail("access", "by bearer token");
	}

}
