package com.resync.cqrs;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The handlers by message class, and the dispatcher that uses them. It is checked when it
 * is built, and immutable. Thread-safe; a dispatch takes no lock.
 * <p>
 * A message goes to the handler of its class or, if there is none, of its most specific
 * base type that has one.
 *
 * @see #builder()
 */
public final class HandlerTable implements Dispatcher {

	private final Router router;

	private final List<Route> routes;

	/**
	 * Never changed once constructed: a plain map is read faster than a concurrent one.
	 */
	private final HashMap<Class<?>, Interceptor.Next<?>> chains = new HashMap<>();

	/** Of subtypes of an open base type, added when they are dispatched. */
	private final Map<Class<?>, Interceptor.Next<?>> laterChains = new ConcurrentHashMap<>();

	HandlerTable(Router router, List<Route> routes) {
		this.router = router;
		this.routes = routes.stream().sorted(Comparator.comparing((route) -> route.messageType().getName())).toList();
		routes.forEach((route) -> this.chains.put(route.messageType(), route.chain()));
	}

	public static HandlerTableBuilder builder() {
		return new HandlerTableBuilder();
	}

	@Override
	@SuppressWarnings("unchecked")
	public <R extends @Nullable Object> R dispatch(Message<R> message) {
		Objects.requireNonNull(message, "message must not be null");
		Interceptor.Next<?> chain = this.chains.get(message.getClass());
		if (chain == null) {
			chain = this.laterChains.computeIfAbsent(message.getClass(), (type) -> route(type).chain());
		}
		return ((Interceptor.Next<R>) chain).proceed(message);
	}

	private Route route(Class<?> messageType) {
		List<HandlerBinding> closest = this.router.closest(messageType);
		if (closest.size() != 1) {
			throw this.router.unroutable(messageType, closest);
		}
		return this.router.route(messageType, closest.get(0));
	}

	/**
	 * The routes of the message classes known when the table was built, by class name.
	 */
	public List<Route> routes() {
		return this.routes;
	}

	/** The names of all interceptors, outermost first. */
	public List<String> interceptors() {
		return this.router.interceptors();
	}

}
