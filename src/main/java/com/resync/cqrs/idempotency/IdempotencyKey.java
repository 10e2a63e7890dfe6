package com.resync.cqrs.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Identifies a request of a client, so that its retries are recognized.
 *
 * @param value 1 to 255 printable ASCII characters; the constructor throws an
 * {@link IllegalArgumentException} for others
 */
public record IdempotencyKey(String value) {

	private static final Pattern PRINTABLE_ASCII = Pattern.compile("[ -~]{1,255}");

	public IdempotencyKey {
		if (!PRINTABLE_ASCII.matcher(value).matches()) {
			throw new IllegalArgumentException("An idempotency key has 1 to 255 printable ASCII characters");
		}
	}

	/**
	 * The key of one subject: a digest of both, so that the subject may have any form and
	 * is not stored. Without a subject, the key itself.
	 * @param subject empty if unknown
	 */
	IdempotencyKey ownedBy(String subject) {
		// A value has no NUL, so the last NUL separates the two.
		return subject.isEmpty() ? this
				: new IdempotencyKey(HexFormat.of().formatHex(sha256(subject + '\0' + this.value)));
	}

	static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
