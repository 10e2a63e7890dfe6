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

	/**
	 * Reports that a part is configured, but that this application was built without it.
	 */
	public static MisconfiguredException leftOut(String message) {
		return new MisconfiguredException(message,
				"If the application was processed by Spring AOT, process it again with the same settings;"
						+ " if an auto-configuration of Spring Boot is excluded, include it.");
	}

	String action() {
		return this.action;
	}

}
