package com.resync;

/**
 * Thrown at the start if settings do not fit together; reported in a few lines.
 */
public class MisconfiguredException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Creates the exception.
	 * @param message what is wrong
	 * @param action what to do about it
	 */
	public MisconfiguredException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
