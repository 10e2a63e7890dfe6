package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * Hands a message to the one handler of its class, through the interceptors that stand
 * for it, in the caller's thread. Safe for use by many threads.
 * <p>
 * A handler may dispatch further messages, to any depth. Each dispatch is whole in
 * itself: a nested one runs through all the interceptors of its own message, just as if
 * it had been dispatched from outside.
 * <p>
 * Exceptions and errors of handlers and interceptors arrive as they were thrown, neither
 * wrapped nor copied.
 */
public interface Dispatcher {

	/**
	 * Dispatches a command.
	 * @throws NullPointerException if the command is {@code null}; no interceptor runs
	 * @throws NoHandlerException if no handler serves the command's class
	 * @throws IllegalStateException if the handlers are not registered yet
	 */
	<R extends @Nullable Object> R dispatch(Command<R> command);

	/**
	 * Dispatches a query.
	 * @throws NullPointerException if the query is {@code null}; no interceptor runs
	 * @throws NoHandlerException if no handler serves the query's class
	 * @throws IllegalStateException if the handlers are not registered yet
	 */
	<R extends @Nullable Object> R dispatch(Query<R> query);

}
