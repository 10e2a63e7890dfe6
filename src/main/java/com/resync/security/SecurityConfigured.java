package com.resync.security;

import com.resync.condition.Configured;

import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether access is guarded: by whatever is set under {@code spring.security}, be it
 * empty, since a value that got lost on its way must not open the service. Where nothing
 * is set, nothing of Spring Security is on the way of a request.
 */
class SecurityConfigured extends Configured {

	@Override
	protected boolean isIn(Environment environment) {
		return !settings(environment, "spring.security").isEmpty();
	}

	@Override
	protected boolean owns(String autoConfiguration) {
		return autoConfiguration.startsWith("org.springframework.boot.security.");
	}

	/** The opposite. */
	static class Not extends SecurityConfigured {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return !super.matches(context, metadata);
		}

	}

}
