package com.resync.items;

import com.resync.web.problem.ProblemType;

import org.springframework.http.HttpStatus;

/**
 * Thrown when a {@link Precondition} does not allow the current version of an item.
 */
@ProblemType(status = HttpStatus.PRECONDITION_FAILED, value = "version-conflict")
class VersionConflictException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	VersionConflictException(Item item) {
		super("The item %s is at version %d, which the request's preconditions rule out".formatted(item.id(),
				item.version()));
	}

}
