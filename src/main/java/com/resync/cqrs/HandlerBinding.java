package com.resync.cqrs;

import org.jspecify.annotations.Nullable;

/**
 * A handler and the message type that it was registered for.
 */
public final class HandlerBinding {

	private final Class<? extends Message<?>> messageType;

	private final String name;

	private final String origin;

	private final Interceptor.Next<?> invocation;

	private HandlerBinding(Class<? extends Message<?>> messageType, String name, String origin,
			Interceptor.Next<?> invocation) {
		this.messageType = messageType;
		this.name = name;
		this.origin = origin;
		this.invocation = invocation;
	}

	/**
	 * Binds a handler to a command type.
	 * @param name tells the handler from others, in faults and listings
	 * @param origin where the handler comes from, for faults and listings
	 */
	@SuppressWarnings("unchecked")
	public static <C extends Command<R>, R extends @Nullable Object> HandlerBinding command(Class<C> commandType,
			CommandHandler<C, R> handler, String name, String origin) {
		Interceptor.Next<R> invocation = (command) -> handler.handle((C) command);
		return new HandlerBinding(commandType, name, origin, invocation);
	}

	/**
	 * Binds a handler to a query type.
	 * @param name tells the handler from others, in faults and listings
	 * @param origin where the handler comes from, for faults and listings
	 */
	@SuppressWarnings("unchecked")
	public static <Q extends Query<R>, R extends @Nullable Object> HandlerBinding query(Class<Q> queryType,
			QueryHandler<Q, R> handler, String name, String origin) {
		Interceptor.Next<R> invocation = (query) -> handler.handle((Q) query);
		return new HandlerBinding(queryType, name, origin, invocation);
	}

	/** The message type named by the handler, maybe a base type of what it serves. */
	public Class<? extends Message<?>> messageType() {
		return this.messageType;
	}

	public String name() {
		return this.name;
	}

	public String origin() {
		return this.origin;
	}

	Interceptor.Next<?> invocation() {
		return this.invocation;
	}

	@Override
	public String toString() {
		return this.name + " (" + this.origin + ")";
	}

}
