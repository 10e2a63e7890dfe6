package com.resync.cqrs;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A handler and the message type that it was registered for.
 */
public final class HandlerBinding {

	private final Class<? extends Message<?>> messageType;

	private final Class<?> handlerType;

	private final String name;

	private final String origin;

	private final Function<Class<?>, Interceptor.Next<?>> invocation;

	private HandlerBinding(Class<? extends Message<?>> messageType, Class<?> handlerType, String name, String origin,
			Function<Class<?>, Interceptor.Next<?>> invocation) {
		this.messageType = messageType;
		this.handlerType = handlerType;
		this.name = name;
		this.origin = origin;
		this.invocation = invocation;
	}

	/**
	 * Binds a handler to a command type.
	 * @param name identifies the handler in faults and listings
	 * @param origin where the handler comes from, for faults and listings
	 */
	@SuppressWarnings({ "unchecked", "NullAway" }) // A result is null only where R says
													// so.
	public static <C extends Command<R>, R extends @Nullable Object> HandlerBinding command(Class<C> commandType,
			CommandHandler<C, R> handler, String name, String origin) {
		return new HandlerBinding(commandType, handler.getClass(), name, origin,
				(type) -> (Interceptor.Next<R>) (command) -> handler.handle((C) Router.requireType(type, command)));
	}

	/**
	 * Binds a handler to a query type.
	 * @param name identifies the handler in faults and listings
	 * @param origin where the handler comes from, for faults and listings
	 */
	@SuppressWarnings({ "unchecked", "NullAway" }) // A result is null only where R says
													// so.
	public static <Q extends Query<R>, R extends @Nullable Object> HandlerBinding query(Class<Q> queryType,
			QueryHandler<Q, R> handler, String name, String origin) {
		return new HandlerBinding(queryType, handler.getClass(), name, origin,
				(type) -> (Interceptor.Next<R>) (query) -> handler.handle((Q) Router.requireType(type, query)));
	}

	/** The same for a handler that stands for another class, as a proxy does. */
	public HandlerBinding of(Class<?> handlerType) {
		return new HandlerBinding(this.messageType, handlerType, this.name, this.origin, this.invocation);
	}

	/** The message type named by the handler, maybe a base type of what it serves. */
	public Class<? extends Message<?>> messageType() {
		return this.messageType;
	}

	/** The class whose annotations say how messages are handled. */
	public Class<?> handlerType() {
		return this.handlerType;
	}

	public String name() {
		return this.name;
	}

	public String origin() {
		return this.origin;
	}

	/** The end of the chain of a message class that the handler serves. */
	Interceptor.Next<?> invocation(Class<?> messageType) {
		return this.invocation.apply(messageType);
	}

	@Override
	public String toString() {
		return this.name + " (" + this.origin + ")";
	}

}
