package com.resync.security;

import org.springframework.security.access.AccessDeniedException;

/**
 * Thrown when a caller does not have the scope that is needed.
 */
class InsufficientScopeException extends AccessDeniedException {

	private static final long serialVersionUID = 1L;

	/** Empty if no scope is sufficient. */
	private final String scope;

	InsufficientScopeException(String scope) {
		super(scope.isEmpty() ? "No scope is declared that would allow this"
				: "The scope " + scope + " has not been granted");
		this.scope = scope;
	}

	String scope() {
		return this.scope;
	}

}
