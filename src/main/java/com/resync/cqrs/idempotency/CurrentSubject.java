package com.resync.cqrs.idempotency;

/**
 * Tells who is dispatching. Called by many threads at once, in that of the dispatch.
 */
@FunctionalInterface
public interface CurrentSubject {

	/** Who it is, empty where nobody is known. */
	String name();

}
