package com.resync.items;

import com.resync.web.problem.Problems;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Maps the exceptions of items to problems, whichever controller dispatched the message.
 */
@RestControllerAdvice
@Order(0)
class ItemProblems {

	@ExceptionHandler
	ResponseEntity<ProblemDetail> notFound(ItemNotFoundException ex) {
		return Problems.respond(HttpStatus.NOT_FOUND, "item-not-found", ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> conflict(VersionConflictException ex) {
		return Problems.respond(HttpStatus.PRECONDITION_FAILED, "version-conflict", ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> full(ItemsFullException ex) {
		return Problems.respond(HttpStatus.INSUFFICIENT_STORAGE, "items-full", ex.getMessage());
	}

}
