package com.resync.cqrs;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import com.resync.cqrs.HandlerFaultsException.Fault;
import com.resync.cqrs.Interceptor.Next;
import org.jspecify.annotations.Nullable;

/**
 * Collects handlers and interceptors for a {@link HandlerTable}. Not thread-safe.
 */
public final class HandlerTableBuilder {

	private final List<Route> handlers = new ArrayList<>();

	private final Map<String, Interceptor> interceptors = new LinkedHashMap<>();

	private final Set<Class<?>> messageTypes = new LinkedHashSet<>();

	private final List<Fault> faults = new ArrayList<>();

	private BiFunction<Class<?>, Fault, @Nullable Fault> missingHandlers = (type, fault) -> fault;

	HandlerTableBuilder() {
	}

	@SuppressWarnings("unchecked")
	public <C extends Command<R>, R extends @Nullable Object> HandlerTableBuilder command(Class<C> commandType,
			CommandHandler<C, R> handler) {
		return handler(commandType, handler, (command) -> handler.handle((C) command));
	}

	@SuppressWarnings("unchecked")
	public <Q extends Query<R>, R extends @Nullable Object> HandlerTableBuilder query(Class<Q> queryType,
			QueryHandler<Q, R> handler) {
		return handler(queryType, handler, (query) -> handler.handle((Q) query));
	}

	private HandlerTableBuilder handler(Class<?> messageType, Object handler, Next call) {
		return handler(Route.to(messageType, handler.getClass(), handler.getClass().getTypeName(), "registered by hand",
				call));
	}

	/** Adds a handler: a route without interceptors. */
	public HandlerTableBuilder handler(Route handler) {
		this.handlers.add(handler);
		return this;
	}

	/**
	 * Adds an interceptor inside those already added.
	 * @throws IllegalArgumentException if another interceptor has this name
	 */
	public HandlerTableBuilder interceptor(String name, Interceptor interceptor) {
		if (this.interceptors.putIfAbsent(name, interceptor) != null) {
			throw new IllegalArgumentException("There is an interceptor named '" + name + "' already");
		}
		return this;
	}

	/** Adds message types. Each that is not abstract must have a handler. */
	public HandlerTableBuilder messageTypes(Collection<? extends Class<?>> types) {
		this.messageTypes.addAll(types);
		return this;
	}

	/**
	 * Decides what to report if a message type has no handler: the given fault, another
	 * one, or {@code null} for none; the table is then built without this type.
	 */
	public HandlerTableBuilder missingHandlers(BiFunction<Class<?>, Fault, @Nullable Fault> reported) {
		this.missingHandlers = reported;
		return this;
	}

	/** Adds a fault found elsewhere, so that all faults are in one report. */
	public HandlerTableBuilder fault(Fault fault) {
		this.faults.add(fault);
		return this;
	}

	/**
	 * Checks everything and builds the table.
	 * @throws HandlerFaultsException with all faults
	 */
	public HandlerTable build() {
		Handlers handlers = new Handlers(List.copyOf(this.handlers), new LinkedHashMap<>(this.interceptors));
		List<Route> routes = new ArrayList<>();
		List<Fault> found = new ArrayList<>(this.faults);
		dispatchedTypes(handlers).forEach((type) -> {
			try {
				routes.add(handlers.route(type));
			}
			catch (HandlerFaultsException ex) {
				found.addAll(handlers.closest(type).isEmpty() ? missing(type, ex) : ex.faults());
			}
		});
		if (!found.isEmpty()) {
			throw new HandlerFaultsException(found);
		}
		return new HandlerTable(handlers, routes);
	}

	/** Without sealed base types, and without other base types that have no handler. */
	private Stream<Class<?>> dispatchedTypes(Handlers handlers) {
		return Stream.concat(this.handlers.stream().map(Route::messageType), this.messageTypes.stream())
			.flatMap(HandlerTableBuilder::withPermitted)
			.distinct()
			.filter((type) -> !Modifier.isAbstract(type.getModifiers())
					|| (!type.isSealed() && !handlers.closest(type).isEmpty()));
	}

	private static Stream<Class<?>> withPermitted(Class<?> type) {
		return type.isSealed()
				? Stream.concat(Stream.of(type),
						Stream.of(type.getPermittedSubclasses()).flatMap(HandlerTableBuilder::withPermitted))
				: Stream.of(type);
	}

	private List<Fault> missing(Class<?> type, HandlerFaultsException missing) {
		return missing.faults()
			.stream()
			.flatMap((fault) -> Stream.ofNullable(this.missingHandlers.apply(type, fault)))
			.toList();
	}

}
