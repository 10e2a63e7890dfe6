package com.resync.cqrs.spring;

import java.util.regex.Pattern;

/**
 * What a client names a request by, so that a retry of it is known as one.
 *
 * @param value 1 to 255 printable ASCII characters
 */
public record IdempotencyKey(String value) {

	private static final Pattern PRINTABLE_ASCII = Pattern.compile("[ -~]{1,255}");

	/**
	 * Creates a key.
	 * @throws IllegalArgumentException if the value is not 1 to 255 printable ASCII
	 * characters
	 */
	public IdempotencyKey {
		if (!PRINTABLE_ASCII.matcher(value).matches()) {
			throw new IllegalArgumentException("An idempotency key has 1 to 255 printable ASCII characters");
		}
	}

}
