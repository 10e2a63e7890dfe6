package com.resync.cqrs;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Who handles what, and the dispatcher on it. Built once, checked as a whole, then
 * frozen: safe for use by many threads, and no lock stands on the way of a dispatch.
 * <p>
 * A message goes to the handler of its class or, where there is none, to that of its most
 * specific base type that has one.
 *
 * @see #builder()
 */
public final class HandlerTable implements Dispatcher {

	private final Router router;

	private final List<Route> routes;

	/** Never changed once constructed, so that a plain map may be read by all threads. */
	private final HashMap<Class<?>, Interceptor.Next<?>> chains = new HashMap<>();

	/**
	 * Classes not known when the table was built, such as subtypes of an open base type.
	 */
	private final ClassValue<Interceptor.Next<?>> laterChains = new ClassValue<>() {

		@Override
		protected Interceptor.Next<?> computeValue(Class<?> messageType) {
			return route(messageType).chain();
		}

	};

	HandlerTable(Router router, List<Route> routes) {
		this.router = router;
		this.routes = routes.stream().sorted(Comparator.comparing((route) -> route.messageType().getName())).toList();
		routes.forEach((route) -> this.chains.put(route.messageType(), route.chain()));
	}

	public static HandlerTableBuilder builder() {
		return new HandlerTableBuilder();
	}

	@Override
	public <R extends @Nullable Object> R dispatch(Command<R> command) {
		return send(command);
	}

	@Override
	public <R extends @Nullable Object> R dispatch(Query<R> query) {
		return send(query);
	}

	@SuppressWarnings("unchecked")
	private <R extends @Nullable Object> R send(Message<R> message) {
		Objects.requireNonNull(message, "message must not be null");
		Interceptor.Next<?> chain = this.chains.get(message.getClass());
		if (chain == null) {
			chain = this.laterChains.get(message.getClass());
		}
		return ((Interceptor.Next<R>) chain).proceed(message);
	}

	@SuppressWarnings("unchecked")
	private Route route(Class<?> messageType) {
		List<HandlerBinding> closest = this.router.closest(messageType);
		if (closest.size() != 1) {
			throw this.router.unroutable(messageType, closest);
		}
		return this.router.route((Class<? extends Message<?>>) messageType, closest.get(0));
	}

	/** The ways of the message classes known when the table was built, by class name. */
	public List<Route> routes() {
		return this.routes;
	}

	/** The names of all interceptors, outermost first. */
	public List<String> interceptors() {
		return this.router.interceptors();
	}

}
