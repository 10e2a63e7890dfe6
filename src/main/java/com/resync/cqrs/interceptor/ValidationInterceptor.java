package com.resync.cqrs.interceptor;

import java.util.Set;

import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;

/**
 * Checks the Jakarta Validation constraints of a message. Applies to message types that
 * have constraints.
 */
class ValidationInterceptor implements Interceptor {

	private final Validator validator;

	ValidationInterceptor(Validator validator) {
		this.validator = validator;
	}

	@Override
	public boolean appliesTo(Class<? extends Message<?>> messageType) {
		return this.validator.getConstraintsForClass(messageType).isBeanConstrained();
	}

	/**
	 * Lets a valid message pass.
	 * @throws ConstraintViolationException if it is invalid, with all violations
	 */
	@Override
	public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
		Set<ConstraintViolation<Message<R>>> violations = this.validator.validate(message);
		if (!violations.isEmpty()) {
			throw new ConstraintViolationException(violations);
		}
		return next.proceed(message);
	}

}
