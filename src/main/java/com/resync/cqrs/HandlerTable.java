package com.resync.cqrs;

import java.util.Comparator;
import java.util.HashMap;
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

	private final Handlers handlers;

	private final List<Route> routes;

	/**
	 * Never changed once constructed: a plain map is read faster than a concurrent one.
	 */
	private final HashMap<Class<?>, Next> chains = new HashMap<>();

	/** For subtypes of a base type that is not sealed, added at their first dispatch. */
	private final Map<Class<?>, Next> laterChains = new ConcurrentHashMap<>();

	HandlerTable(Handlers handlers, List<Route> routes) {
		this.handlers = handlers;
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
			chain = this.handlers.route(messageType).chain();
			this.laterChains.put(messageType, chain);
		}
		return chain;
	}

	/**
	 * The routes of the message classes known when the table was built, by class name.
	 */
	public List<Route> routes() {
		return this.routes;
	}

	/** The names of all interceptors, outermost first. */
	public List<String> interceptors() {
		return List.copyOf(this.handlers.interceptors().keySet());
	}

}
