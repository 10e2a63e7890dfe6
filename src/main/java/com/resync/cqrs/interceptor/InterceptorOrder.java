package com.resync.cqrs.interceptor;

/**
 * The order of the stock interceptors, for use with
 * {@link org.springframework.core.annotation.Order @Order}. The interceptor with the
 * lowest number is outermost. One without an order is innermost, next to the handler.
 */
public final class InterceptorOrder {

	/** Outside all others, to measure refusals and retries too. */
	public static final int OBSERVATION = 1000;

	/** Before validation, so that callers without the scope get no validation errors. */
	public static final int AUTHORIZATION = 1500;

	/** Before transactions, so that an invalid message needs none. */
	public static final int VALIDATION = 2000;

	/**
	 * For interceptors that run a message again: outside the transaction, so that each
	 * attempt has a new one. They should not retry a nested dispatch that joins a
	 * transaction, since a failed attempt marks it for rollback.
	 */
	public static final int RETRY = 3000;

	/** The transaction has the handler and all inner interceptors in it. */
	public static final int TRANSACTION = 4000;

	/**
	 * Inside the transaction, so that a key is stored if and only if the command is
	 * committed.
	 */
	public static final int IDEMPOTENCY = 5000;

	private InterceptorOrder() {
	}

}
