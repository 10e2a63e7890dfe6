package com.resync.security;

import com.resync.condition.Configured;

import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if anything is set under {@code spring.security}, even an empty value: a value
 * that was lost must not open the service. If nothing is set, Spring Security has no
 * filters.
 */
class SecurityConfigured extends Configured {

	@Override
	protected boolean isIn(Environment environment) {
		return isConfigured(environment);
	}

	static boolean isConfigured(Environment environment) {
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
