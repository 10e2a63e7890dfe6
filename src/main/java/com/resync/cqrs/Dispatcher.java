package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * Sends a message to the one handler of its class, through the interceptors that apply to
 * it, in the caller's thread. Safe for use by many threads.
 * <p>
 * A handler may dispatch further messages, to any depth. Each nested dispatch runs
 * through all the interceptors of its own message, as if it had been dispatched from
 * outside.
 * <p>
 * Exceptions and errors of handlers and interceptors arrive as they were thrown, neither
 * wrapped nor copied.
 */
public interface Dispatcher {

	/**
	 * Dispatches a command or a query.
	 * @throws NullPointerException if the message is {@code null}; no interceptor runs
	 * @throws NoHandlerException if no handler serves the message's class
	 * @throws IllegalStateException if the handlers are not registered yet, or if the
	 * message is a command that the handler of a query dispatches, itself or further down
	 */
	<R extends @Nullable Object> R dispatch(Message<R> message);

}
