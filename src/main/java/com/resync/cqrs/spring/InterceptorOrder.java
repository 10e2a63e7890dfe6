package com.resync.cqrs.spring;

/**
 * Where the stock interceptors stand, for use with
 * {@link org.springframework.core.annotation.Order @Order}: the lower, the further out.
 * An interceptor without an order stands inside all of them, next to the handler.
 */
public final class InterceptorOrder {

	/** Refuses what breaks its rules before anything else is done for it. */
	public static final int VALIDATION = 2000;

	private InterceptorOrder() {
	}

}
