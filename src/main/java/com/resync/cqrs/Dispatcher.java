package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * Sends a message to the one handler of its class, through the interceptors that apply to
 * it, in the caller's thread. Thread-safe.
 * <p>
 * A handler may dispatch further messages. Each nested dispatch runs through all
 * interceptors of its message, like any other dispatch.
 * <p>
 * Exceptions and errors of handlers and interceptors are thrown to the caller as they
 * are, not wrapped.
 */
public interface Dispatcher {

	/**
	 * Dispatches a command or a query.
	 * @throws NullPointerException if the message is {@code null}; no interceptor runs
	 * @throws HandlerFaultsException if the message's class has no handler, or several
	 * equally specific ones
	 * @throws IllegalStateException if the handlers are not registered yet, or if a
	 * command is dispatched inside a query
	 */
	<R extends @Nullable Object> R dispatch(Message<R> message);

}
