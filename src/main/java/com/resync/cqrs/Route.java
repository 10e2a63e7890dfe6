package com.resync.cqrs;

import java.util.List;

/**
 * The interceptors and the handler of one message class.
 */
public final class Route {

	private final Class<? extends Message<?>> messageType;

	private final HandlerBinding handler;

	private final List<String> interceptors;

	private final Interceptor.Next<?> chain;

	Route(Class<? extends Message<?>> messageType, HandlerBinding handler, List<String> interceptors,
			Interceptor.Next<?> chain) {
		this.messageType = messageType;
		this.handler = handler;
		this.interceptors = interceptors;
		this.chain = chain;
	}

	public Class<? extends Message<?>> messageType() {
		return this.messageType;
	}

	public boolean isCommand() {
		return Command.class.isAssignableFrom(this.messageType);
	}

	public HandlerBinding handler() {
		return this.handler;
	}

	/** The names of the interceptors around the handler, outermost first. */
	public List<String> interceptors() {
		return this.interceptors;
	}

	Interceptor.Next<?> chain() {
		return this.chain;
	}

}
