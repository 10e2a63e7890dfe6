package com.resync.cqrs;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import com.resync.cqrs.Interceptor.Next;
import org.jspecify.annotations.Nullable;

/**
 * A dispatcher with an immutable table of handlers by message class. The table is checked
 * when it is built. Thread-safe; a dispatch takes no lock.
 * <p>
 * A message goes to the handler of its class or, if there is none, of its most specific
 * base type that has one.
 *
 * @see #builder()
 */
public final class HandlerTable implements Dispatcher {

	private final List<Route> handlers;

	private final Map<String, Interceptor> interceptors;

	private final List<Route> routes;

	/**
	 * Never changed once constructed: a plain map is read faster than a concurrent one.
	 */
	private final HashMap<Class<?>, Next> chains = new HashMap<>();

	/** For subtypes of a base type that is not sealed, added at their first dispatch. */
	private final Map<Class<?>, Next> laterChains = new ConcurrentHashMap<>();

	HandlerTable(List<Route> handlers, Map<String, Interceptor> interceptors, List<Route> routes) {
		this.handlers = List.copyOf(handlers);
		this.interceptors = new LinkedHashMap<>(interceptors);
		this.routes = routes.stream().sorted(Comparator.comparing((route) -> route.messageType().getName())).toList();
		routes.forEach((route) -> this.chains.put(route.messageType(), route.chain()));
	}

	public static HandlerTableBuilder builder() {
		return new HandlerTableBuilder();
	}

	@Override
	@SuppressWarnings({ "unchecked", "NullAway" }) // A result is null only if R may be
	public <R extends @Nullable Object> R dispatch(Message<R> message) {
		Objects.requireNonNull(message, "message must not be null");
		Next chain = this.chains.get(message.getClass());
		if (chain == null) {
			chain = laterChain(message.getClass());
		}
		return (R) chain.proceed(message);
	}

	/** Composed outside the map, since interceptors may dispatch meanwhile. */
	private Next laterChain(Class<?> messageType) {
		Next chain = this.laterChains.get(messageType);
		if (chain == null) {
			chain = route(messageType).chain();
			this.laterChains.put(messageType, chain);
		}
		return chain;
	}

	private Route route(Class<?> messageType) {
		List<Route> closest = Route.closest(this.handlers, messageType);
		if (closest.size() == 1) {
			return closest.get(0).forType(messageType, this.interceptors);
		}
		String name = messageType.getName();
		if (!closest.isEmpty()) {
			throw new NoHandlerException(messageType,
					"%s is served equally well by %s; register a handler for %s itself".formatted(name, closest,
							messageType.getSimpleName()));
		}
		boolean reloaded = this.handlers.stream().anyMatch((handler) -> handler.messageType().getName().equals(name));
		throw new NoHandlerException(messageType, "No handler for %s%s; register a %s for it".formatted(name,
				reloaded ? ", only for a class of this name of another class loader" : "", handlerType(messageType)));
	}

	static String handlerType(Class<?> messageType) {
		String kind = Command.class.isAssignableFrom(messageType) ? "Command" : "Query";
		return kind + "Handler<" + messageType.getSimpleName() + ", …>";
	}

	/**
	 * The routes of the message classes known when the table was built, by class name.
	 */
	public List<Route> routes() {
		return this.routes;
	}

	/** The names of all interceptors, outermost first. */
	public List<String> interceptors() {
		return List.copyOf(this.interceptors.keySet());
	}

}
