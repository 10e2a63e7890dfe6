package com.resync.cqrs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.resync.cqrs.Interceptor.Next;

/**
 * The interceptors and the handler of one message class. A handler is registered as a
 * route without interceptors, possibly for a base type of its messages.
 *
 * @param messageType the class of the messages
 * @param handlerType the class whose annotations interceptors read
 * @param handler the name of the handler in reports
 * @param origin where the handler comes from, for reports
 * @param interceptors the names of the interceptors around the handler, outermost first
 * @param chain runs the interceptors and the handler
 */
public record Route(Class<?> messageType, Class<?> handlerType, String handler, String origin,
		List<String> interceptors, Next chain) {

	public static Route to(Class<?> messageType, Class<?> handlerType, String handler, String origin, Next call) {
		return new Route(messageType, handlerType, handler, origin, List.of(), call);
	}

	public boolean isCommand() {
		return Command.class.isAssignableFrom(this.messageType);
	}

	/** Whether it is for a base type of the other's messages. */
	boolean isLessSpecificThan(Route other) {
		return other.messageType != this.messageType && this.messageType.isAssignableFrom(other.messageType);
	}

	/** The route of a class that this handler serves. */
	Route forType(Class<?> type, Map<String, Interceptor> all) {
		List<Map.Entry<String, Interceptor>> innermostFirst = new ArrayList<>(all.entrySet());
		Collections.reverse(innermostFirst);
		Route route = to(type, this.handlerType, this.handler, this.origin, this.chain);
		for (Map.Entry<String, Interceptor> interceptor : innermostFirst) {
			route = route.inside(interceptor.getKey(), interceptor.getValue());
		}
		return route;
	}

	private Route inside(String name, Interceptor interceptor) {
		Next inner = refusingOthers(this.messageType, this.chain);
		Next outer = interceptor.around(this, inner);
		return (outer == inner) ? this : new Route(this.messageType, this.handlerType, this.handler, this.origin,
				Stream.concat(Stream.of(name), this.interceptors.stream()).toList(), outer);
	}

	private static Next refusingOthers(Class<?> messageType, Next next) {
		return (message) -> {
			if (message.getClass() != messageType) {
				throw new IllegalArgumentException("An interceptor replaced a " + messageType.getName() + " by a "
						+ message.getClass().getName() + "; it may pass on only messages of the class it was given");
			}
			return next.proceed(message);
		};
	}

	/** The handler with its origin, as reports name it. */
	@Override
	public String toString() {
		return this.handler + " (" + this.origin + ")";
	}

}
