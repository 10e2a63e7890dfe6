package com.resync.cqrs.interceptor;

/**
 * Where the stock interceptors stand, for use with
 * {@link org.springframework.core.annotation.Order @Order}: the lower, the further out.
 * An interceptor without an order stands inside all of them, next to the handler.
 */
public final class InterceptorOrder {

	/** Measures all that follows, refusals and retries included. */
	public static final int OBSERVATION = 1000;

	/** Refuses what its caller may not do before it looks at what that is. */
	public static final int AUTHORIZATION = 1500;

	/** Refuses what breaks its rules before anything else is done for it. */
	public static final int VALIDATION = 2000;

	/**
	 * Where an interceptor that runs a message again belongs: each attempt of an
	 * outermost dispatch has a transaction of its own. A nested dispatch joins the
	 * transaction around it, which a failed attempt marks for rollback: there it should
	 * not retry.
	 */
	public static final int RETRY = 3000;

	/** Holds what the handler and all interceptors further in do together. */
	public static final int TRANSACTION = 4000;

	/**
	 * Runs a command once for its key. Inside the transaction, so that a store that takes
	 * part in it remembers a key if and only if the command is committed.
	 */
	public static final int IDEMPOTENCY = 5000;

	private InterceptorOrder() {
	}

}
