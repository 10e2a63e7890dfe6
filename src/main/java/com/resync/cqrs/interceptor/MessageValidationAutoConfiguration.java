package com.resync.cqrs.interceptor;

import jakarta.validation.Validator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * Validates messages, if a {@link Validator} bean is present. A bean named
 * {@code messageValidation} takes the place of the interceptor.
 */
@AutoConfiguration(afterName = "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration")
@ConditionalOnClass(Validator.class)
@ConditionalOnBooleanProperty(name = "resync.cqrs.validation", matchIfMissing = true)
public class MessageValidationAutoConfiguration {

	@Bean
	@Order(InterceptorOrder.VALIDATION)
	@ConditionalOnSingleCandidate(Validator.class)
	@ConditionalOnMissingBean(name = "messageValidation")
	ValidationInterceptor messageValidation(Validator validator) {
		return new ValidationInterceptor(validator);
	}

}
