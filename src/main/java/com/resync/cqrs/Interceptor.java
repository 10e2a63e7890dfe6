package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * Runs around every dispatch of the message types it applies to. Must be thread-safe.
 */
@FunctionalInterface
public interface Interceptor {

	/**
	 * Composes the chain of one message class. Called before the first dispatch of the
	 * class, so it may read annotations of the message or of the handler. The first
	 * interceptor of a {@link HandlerTable} is outermost, the handler comes last.
	 * @param next the rest of the chain. The returned {@code Next} may call it any number
	 * of times, also with another message of the same class, and catch its exceptions
	 * @return what runs at each dispatch in place of {@code next}; or {@code next}
	 * itself, if this interceptor does not apply to the message class
	 * @throws HandlerFaultsException if the message class or its handler has a fault
	 */
	Next around(Route route, Next next);

	/**
	 * The rest of a chain: the inner interceptors and the handler. It keeps no state of a
	 * dispatch, so any thread may call it any number of times.
	 */
	@FunctionalInterface
	interface Next {

		/**
		 * Runs the rest of the chain and returns the result of the message.
		 * @throws NullPointerException if the message is {@code null}
		 * @throws IllegalArgumentException if the message is not of the class that was
		 * dispatched
		 */
		@Nullable Object proceed(Message<?> message);

	}

}
