package com.resync.cqrs.spring;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Validates {@link Positive} on settings of type {@link DataSize}. Hibernate Validator
 * finds it by {@code META-INF/services}.
 */
public class PositiveDataSize implements ConstraintValidator<Positive, DataSize> {

	@Override
	public boolean isValid(@Nullable DataSize size, ConstraintValidatorContext context) {
		return size == null || size.toBytes() > 0;
	}

}
