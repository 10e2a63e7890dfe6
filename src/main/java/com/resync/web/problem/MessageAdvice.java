package com.resync.web.problem;

import java.util.List;
import java.util.Map;

import com.resync.cqrs.idempotency.IdempotencyKeyInUseException;
import com.resync.cqrs.idempotency.IdempotencyKeyReusedException;
import com.resync.cqrs.idempotency.IdempotencyStoreFullException;
import jakarta.validation.ConstraintViolationException;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Maps the exceptions of the interceptors to problems.
 */
@RestControllerAdvice
@Order(0)
class MessageAdvice {

	/** The class of the message decides, not the controller that was called. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> invalid(ConstraintViolationException ex) {
		List<Map<String, String>> errors = RuleViolations.ofMessage(ex.getConstraintViolations());
		boolean body = errors.stream().anyMatch((error) -> error.containsKey("pointer"));
		ProblemType named = AnnotatedElementUtils
			.findMergedAnnotation(ex.getConstraintViolations().iterator().next().getRootBeanClass(), ProblemType.class);
		return Problems.respond((body && named != null) ? named.value() : "invalid-request", errors);
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> keyReused(IdempotencyKeyReusedException ex) {
		return Problems.respond(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> keyInUse(IdempotencyKeyInUseException ex) {
		return Problems.respond(HttpStatus.CONFLICT, "idempotency-key-in-use", ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> keysFull(IdempotencyStoreFullException ex) {
		return Problems.respond(HttpStatus.INSUFFICIENT_STORAGE, "idempotency-store-full", ex.getMessage());
	}

}
