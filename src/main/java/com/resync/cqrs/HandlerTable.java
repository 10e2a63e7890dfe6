package com.resync.cqrs;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

	/** Never changed once constructed, so that a plain map may be read by all threads. */
	private final HashMap<Class<?>, Route> routes;

	/**
	 * Classes not known when the table was built, such as subtypes of an open base type.
	 */
	private final ClassValue<Route> laterRoutes = new ClassValue<>() {

		@Override
		protected Route computeValue(Class<?> messageType) {
			return route(messageType);
		}

	};

	HandlerTable(Router router, Map<Class<?>, Route> routes) {
		this.router = router;
		this.routes = new HashMap<>(routes);
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
		Route route = this.routes.get(message.getClass());
		if (route == null) {
			route = this.laterRoutes.get(message.getClass());
		}
		return ((Interceptor.Next<R>) route.chain()).proceed(message);
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
		return this.routes.values()
			.stream()
			.sorted(Comparator.comparing((route) -> route.messageType().getName()))
			.toList();
	}

}
