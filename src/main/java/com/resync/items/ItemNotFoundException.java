package com.resync.items;

import java.util.UUID;

import com.resync.web.problem.ProblemType;

import org.springframework.http.HttpStatus;

/**
 * Thrown when no item has the id.
 */
@ProblemType(status = HttpStatus.NOT_FOUND, value = "item-not-found")
public class ItemNotFoundException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public ItemNotFoundException(UUID id) {
		super("There is no item " + id);
	}

}
