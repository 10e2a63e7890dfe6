package com.resync.cqrs.interceptor;

import java.util.Set;

import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import com.resync.cqrs.Route;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;

/**
 * Refuses a message that violates its Jakarta Validation constraints, by a
 * {@link ConstraintViolationException} with all violations. Applies to message types that
 * have constraints.
 */
class ValidationInterceptor implements Interceptor {

	private final Validator validator;

	ValidationInterceptor(Validator validator) {
		this.validator = validator;
	}

	@Override
	public Next around(Route route, Next next) {
		if (!this.validator.getConstraintsForClass(route.messageType()).isBeanConstrained()) {
			return next;
		}
		return (message) -> {
			Set<ConstraintViolation<Message<?>>> violations = this.validator.validate(message);
			if (!violations.isEmpty()) {
				throw new ConstraintViolationException(violations);
			}
			return next.proceed(message);
		};
	}

}
