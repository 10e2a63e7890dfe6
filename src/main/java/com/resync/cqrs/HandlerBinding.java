package com.resync.cqrs;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A handler and the message type that it was registered for.
 *
 * @param messageType named by the handler, maybe a base type of what it serves
 * @param handlerType the class whose annotations say how messages are handled
 * @param name identifies the handler in faults and listings
 * @param origin where the handler comes from, for faults and listings
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

	/** The same for a handler that invokes one of another class, as a proxy does. */
	public HandlerBinding of(Class<?> handlerType) {
		return new HandlerBinding(this.messageType, handlerType, this.name, this.origin, this.invocation);
	}

	@Override
	public String toString() {
		return this.name + " (" + this.origin + ")";
	}

}
