package com.resync.web.input;

import java.nio.charset.CharacterCodingException;

/**
 * Thrown when a body is not UTF-8.
 */
class NotUtf8Exception extends CharacterCodingException {

	private static final long serialVersionUID = 1L;

	private final int line;

	private final int column;

	/**
	 * Creates the exception.
	 * @param before the text in front of the first bytes that are not UTF-8
	 */
	NotUtf8Exception(CharSequence before) {
		String text = before.toString();
		this.line = 1 + (int) text.chars().filter((character) -> character == '\n').count();
		this.column = text.length() - text.lastIndexOf('\n');
	}

	/** Both count from 1. */
	int line() {
		return this.line;
	}

	int column() {
		return this.column;
	}

}
