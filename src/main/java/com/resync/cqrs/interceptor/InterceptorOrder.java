package com.resync.cqrs.interceptor;

/**
 * The order of the stock interceptors, for use with
 * {@link org.springframework.core.annotation.Order @Order}. A lower number is further
 * out. An interceptor without an order is innermost, next to the handler.
 */
public final class InterceptorOrder {

	/** Measures everything inside, including refusals and retries. */
	public static final int OBSERVATION = 1000;

	/** Before validation, so that errors reveal nothing to callers without the scope. */
	public static final int AUTHORIZATION = 1500;

	/** Before transactions, so that an invalid message needs none. */
	public static final int VALIDATION = 2000;

	/**
	 * For interceptors that run a message again: outside the transaction, so that each
	 * attempt has a new one. They should not retry a nested dispatch that joins a
	 * transaction, since a failed attempt marks it for rollback.
	 */
	public static final int RETRY = 3000;

	/** Contains the handler and all interceptors further in. */
	public static final int TRANSACTION = 4000;

	/**
	 * Inside the transaction, so that a key is stored if and only if the command is
	 * committed.
	 */
	public static final int IDEMPOTENCY = 5000;

	private InterceptorOrder() {
	}

}
