package com.resync.database;

/**
 * Thrown at the start if the database cannot serve.
 */
class UnusableDatabaseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	UnusableDatabaseException(String message, String action) {
		super(message);
		this.action = action;
	}

	/** What to do about it. */
	String action() {
		return this.action;
	}

}
