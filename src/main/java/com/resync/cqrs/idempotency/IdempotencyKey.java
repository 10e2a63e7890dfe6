package com.resync.cqrs.idempotency;

import java.util.HexFormat;
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

	/**
	 * The key as one of a subject's own. As a digest, which holds whatever names subjects
	 * have and keeps them out of what is stored; a key of nobody's remains as it is.
	 * @param subject who it belongs to, empty where nobody is known
	 */
	IdempotencyKey ownedBy(String subject) {
		// A value has no NUL, so that the last one parts the two.
		return subject.isEmpty() ? this
				: new IdempotencyKey(HexFormat.of().formatHex(Sha256.of(subject + '\0' + this.value)));
	}

}
