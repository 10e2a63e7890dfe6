package com.resync.cqrs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the handler of a message class, and composes the chain to it.
 */
final class Router {

	private final List<HandlerBinding> bindings;

	private final Map<String, Interceptor> interceptors;

	Router(List<HandlerBinding> bindings, Map<String, Interceptor> interceptors) {
		this.bindings = List.copyOf(bindings);
		this.interceptors = Collections.unmodifiableMap(new LinkedHashMap<>(interceptors));
	}

	/**
	 * The handlers whose message type is the most specific one for a class: none, one, or
	 * several equally specific ones.
	 */
	List<HandlerBinding> closest(Class<?> messageType) {
		List<HandlerBinding> serving = this.bindings.stream()
			.filter((binding) -> binding.messageType().isAssignableFrom(messageType))
			.toList();
		return serving.stream()
			.filter((one) -> serving.stream().noneMatch((other) -> isMoreSpecific(other, one)))
			.toList();
	}

	private static boolean isMoreSpecific(HandlerBinding other, HandlerBinding one) {
		return other.messageType() != one.messageType() && one.messageType().isAssignableFrom(other.messageType());
	}

	@SuppressWarnings("unchecked") // A handler is only ever bound to a type of message.
	Route route(Class<?> type, HandlerBinding handler) {
		Class<? extends Message<?>> messageType = (Class<? extends Message<?>>) type;
		List<String> names = new ArrayList<>();
		List<Interceptor> applying = new ArrayList<>();
		this.interceptors.forEach((name, interceptor) -> {
			Interceptor applied = interceptor.forRoute(messageType, handler);
			if (applied != null) {
				names.add(name);
				applying.add(applied);
			}
		});
		return new Route(messageType, handler, List.copyOf(names),
				chain(messageType, handler.invocation().apply(messageType), applying));
	}

	private static <R extends @Nullable Object> Interceptor.Next<R> chain(Class<?> messageType,
			Interceptor.Next<R> invocation, List<Interceptor> applying) {
		Interceptor.Next<R> chain = invocation;
		for (int i = applying.size() - 1; i >= 0; i--) {
			Interceptor interceptor = applying.get(i);
			Interceptor.Next<R> next = chain;
			chain = (message) -> interceptor.intercept(requireType(messageType, message), next);
		}
		return chain;
	}

	/**
	 * Refuses a message of another class in place of the one that an interceptor was
	 * given.
	 */
	static <M extends Message<?>> M requireType(Class<?> messageType, M message) {
		if (message.getClass() != messageType) {
			throw new IllegalArgumentException("An interceptor replaced a " + messageType.getName() + " by a "
					+ message.getClass().getName() + "; it may pass on only messages of the class it was given");
		}
		return message;
	}

	List<String> interceptors() {
		return List.copyOf(this.interceptors.keySet());
	}

	NoHandlerException unroutable(Class<?> messageType, List<HandlerBinding> closest) {
		if (!closest.isEmpty()) {
			return new NoHandlerException(messageType,
					"%s is served equally well by %s; register a handler for %s itself".formatted(messageType.getName(),
							closest, messageType.getSimpleName()));
		}
		boolean reloaded = this.bindings.stream()
			.anyMatch((binding) -> binding.messageType().getName().equals(messageType.getName()));
		return new NoHandlerException(messageType,
				"No handler for %s%s; register a %s for it".formatted(messageType.getName(),
						reloaded ? ", only for a class of this name of another class loader" : "",
						handlerType(messageType)));
	}

	static String handlerType(Class<?> messageType) {
		String kind = Command.class.isAssignableFrom(messageType) ? "Command" : "Query";
		return kind + "Handler<" + messageType.getSimpleName() + ", …>";
	}

}
