package com.resync.items;

import com.resync.web.problem.ProblemType;

import org.springframework.http.HttpStatus;

/**
 * Thrown when the limit of items in memory is reached.
 */
@ProblemType(status = HttpStatus.INSUFFICIENT_STORAGE, value = "items-full")
class ItemsFullException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ItemsFullException() {
		super("The limit of items in memory is reached");
	}

}
