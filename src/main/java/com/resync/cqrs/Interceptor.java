package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * Runs around every dispatch of the message types it applies to. Must be thread-safe.
 * <p>
 * Each message class has a chain of interceptors, composed when the {@link HandlerTable}
 * is built: the first interceptor is outermost, the handler comes last.
 */
public interface Interceptor {

	/**
	 * Whether this interceptor applies to the messages of a class. Called when the chain
	 * of that class is composed, not on each dispatch; usually
	 * {@link Class#isAssignableFrom(Class) Query.class.isAssignableFrom(messageType)}, or
	 * the same with a marker interface.
	 */
	default boolean appliesTo(Class<? extends Message<?>> messageType) {
		return true;
	}

	/**
	 * The interceptor in the chain of one message class: this one if it
	 * {@linkplain #appliesTo(Class) applies}, otherwise {@code null}. Override this to
	 * read annotations of the message or of the handler, once for each chain.
	 */
	default @Nullable Interceptor forRoute(Class<? extends Message<?>> messageType, HandlerBinding handler) {
		return appliesTo(messageType) ? this : null;
	}

	/**
	 * Runs around one dispatch. It may return without calling {@code next}, call it more
	 * than once (each call runs the whole rest of the chain), call it with another
	 * message of the same class, and catch what it throws.
	 * @return the result, by default that of {@code next}
	 */
	<R extends @Nullable Object> R intercept(Message<R> message, Next<R> next);

	/**
	 * The rest of the chain: the interceptors inside this one and the handler. It has no
	 * state of a dispatch: any thread may call it any number of times.
	 *
	 * @param <R> the type of the result
	 */
	interface Next<R extends @Nullable Object> {

		/**
		 * Runs the rest of the chain.
		 * @throws NullPointerException if the message is {@code null}
		 * @throws IllegalArgumentException if the message is not of the class that was
		 * dispatched
		 */
		R proceed(Message<R> message);

	}

}
