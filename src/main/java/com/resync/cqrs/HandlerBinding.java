package com.resync.cqrs;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A handler and the message type that it was registered for.
 *
 * @param messageType named by the handler, possibly a base type of the messages
 * @param handlerType the class whose annotations interceptors read
 * @param name the name of the handler in reports
 * @param origin where the handler comes from, for reports
 * @param invocation the end of the chain of a message class that the handler serves
 */
public record HandlerBinding(Class<? extends Message<?>> messageType, Class<?> handlerType, String name, String origin,
		Function<Class<?>, Interceptor.Next<?>> invocation) {

	@SuppressWarnings({ "unchecked", "NullAway" }) // A result is null only where R says
													// so.
	public static <C extends Command<R>, R extends @Nullable Object> HandlerBinding command(Class<C> commandType,
			CommandHandler<C, R> handler, String name, String origin) {
		return new HandlerBinding(commandType, handler.getClass(), name, origin,
				(type) -> (Interceptor.Next<R>) (command) -> handler.handle((C) Router.requireType(type, command)));
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // A result is null only where R says
													// so.
	public static <Q extends Query<R>, R extends @Nullable Object> HandlerBinding query(Class<Q> queryType,
			QueryHandler<Q, R> handler, String name, String origin) {
		return new HandlerBinding(queryType, handler.getClass(), name, origin,
				(type) -> (Interceptor.Next<R>) (query) -> handler.handle((Q) Router.requireType(type, query)));
	}

	/** The same for a proxy of a handler of another class. */
	public HandlerBinding of(Class<?> handlerType) {
		return new HandlerBinding(this.messageType, handlerType, this.name, this.origin, this.invocation);
	}

	@Override
	public String toString() {
		return this.name + " (" + this.origin + ")";
	}

}
