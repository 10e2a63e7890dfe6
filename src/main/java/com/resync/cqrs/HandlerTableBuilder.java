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
import java.util.stream.Collectors;
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
	 * @throws HandlerFaultsException if a message type has no handler or several equally
	 * specific ones, or is both a command and a query, or if a handler is for all
	 * commands or all queries
	 */
	public HandlerTable build() {
		Set<Class<?>> types = Stream.concat(this.handlers.stream().map(Route::messageType), this.messageTypes.stream())
			.flatMap(HandlerTableBuilder::withPermitted)
			.collect(Collectors.toCollection(LinkedHashSet::new));
		List<Route> routes = new ArrayList<>();
		List<Fault> found = new ArrayList<>(this.faults);
		for (Class<?> type : types) {
			try {
				Stream.ofNullable(route(type)).forEach(routes::add);
			}
			catch (HandlerFaultsException ex) {
				found.addAll(ex.faults());
			}
		}
		if (!found.isEmpty()) {
			throw new HandlerFaultsException(found);
		}
		return new HandlerTable(this.handlers, this.interceptors, routes);
	}

	private static Stream<Class<?>> withPermitted(Class<?> type) {
		return type.isSealed()
				? Stream.concat(Stream.of(type),
						Stream.of(type.getPermittedSubclasses()).flatMap(HandlerTableBuilder::withPermitted))
				: Stream.of(type);
	}

	/** The route of a type, {@code null} if it needs none. */
	private @Nullable Route route(Class<?> type) {
		List<Route> closest = Route.closest(this.handlers, type);
		String handlers = closest.stream().map(Route::toString).collect(Collectors.joining(", "));
		String name = type.getSimpleName();
		if ((type == Command.class || type == Query.class) && !closest.isEmpty()) {
			throw new HandlerFaultsException("%s serves every %s, whatever its result type".formatted(handlers, name),
					"Register it for a message type of the application.");
		}
		if (Command.class.isAssignableFrom(type) && Query.class.isAssignableFrom(type)) {
			throw new HandlerFaultsException(type.getName() + " is both a command and a query",
					"Let " + name + " implement either Command or Query.");
		}
		if (closest.size() > 1) {
			throw new HandlerFaultsException(
					"%s has %d handlers: %s".formatted(type.getName(), closest.size(), handlers),
					"Keep one of them, correct the type that one declares, or register one for %s itself."
						.formatted(name));
		}
		if (Modifier.isAbstract(type.getModifiers()) && (type.isSealed() || closest.isEmpty())) {
			return null;
		}
		return closest.isEmpty() ? missing(type) : closest.get(0).forType(type, this.interceptors);
	}

	private @Nullable Route missing(Class<?> type) {
		Fault fault = this.missingHandlers.apply(type, new Fault(type.getName() + " has no handler",
				"Register a %s, or remove %s.".formatted(HandlerTable.handlerType(type), type.getSimpleName())));
		if (fault != null) {
			throw new HandlerFaultsException(List.of(fault));
		}
		return null;
	}

}
