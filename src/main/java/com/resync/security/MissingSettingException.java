package com.resync.security;

/**
 * Thrown when access is to be guarded, but not all that it takes is set.
 */
class MissingSettingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String meaning;

	MissingSettingException(String property, String meaning) {
		super("Access is guarded, but " + property + " has no value");
		this.property = property;
		this.meaning = meaning;
	}

	String property() {
		return this.property;
	}

	/** What the property names. */
	String meaning() {
		return this.meaning;
	}

}
