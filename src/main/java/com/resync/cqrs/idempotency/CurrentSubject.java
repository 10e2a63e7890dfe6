package com.resync.cqrs.idempotency;

/**
 * Returns the subject on whose behalf the current thread dispatches, such as the user of
 * a token. Must be thread-safe.
 */
@FunctionalInterface
public interface CurrentSubject {

	/** The subject, empty if unknown. */
	String name();

}
