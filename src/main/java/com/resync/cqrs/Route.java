package com.resync.cqrs;

import java.util.List;

/**
 * The interceptors and the handler of one message class.
 *
 * @param interceptors the names of the interceptors around the handler, outermost first
 * @param chain runs the interceptors and the handler
 */
public record Route(Class<? extends Message<?>> messageType, HandlerBinding handler, List<String> interceptors,
		Interceptor.Next<?> chain) {

	public boolean isCommand() {
		return Command.class.isAssignableFrom(this.messageType);
	}

}
