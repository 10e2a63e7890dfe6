package com.resync.cqrs.idempotency;

/**
 * Names the subject that dispatches. Called in the thread of the dispatch; must be
 * thread-safe.
 */
@FunctionalInterface
public interface CurrentSubject {

	/** The subject, empty if unknown. */
	String name();

}
