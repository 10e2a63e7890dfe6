package com.resync.security;

import org.springframework.security.access.AccessDeniedException;

/**
 * Thrown when a caller has not been granted the scope that something needs.
 */
class InsufficientScopeException extends AccessDeniedException {

	private static final long serialVersionUID = 1L;

	private final String scope;

	/**
	 * Creates the exception.
	 * @param scope what is needed, empty where nothing would do
	 */
	InsufficientScopeException(String scope) {
		super(scope.isEmpty() ? "No scope is declared that would allow this"
				: "The scope " + scope + " has not been granted");
		this.scope = scope;
	}

	String scope() {
		return this.scope;
	}

}
