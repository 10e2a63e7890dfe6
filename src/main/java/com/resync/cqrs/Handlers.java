package com.resync.cqrs;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The handlers and interceptors of a table.
 *
 * @param all the handlers, each a route without interceptors
 * @param interceptors by name, outermost first
 */
record Handlers(List<Route> all, Map<String, Interceptor> interceptors) {

	/**
	 * The most specific of the handlers that serve a class: none, one, or several equally
	 * specific ones.
	 */
	List<Route> closest(Class<?> messageType) {
		List<Route> serving = this.all.stream()
			.filter((handler) -> handler.messageType().isAssignableFrom(messageType))
			.toList();
		return serving.stream().filter((one) -> serving.stream().noneMatch(one::isLessSpecificThan)).toList();
	}

	/**
	 * The route of a class.
	 * @throws HandlerFaultsException if it has no handler or several equally specific
	 * ones, or is both a command and a query, or if its handler is for all commands or
	 * all queries
	 */
	Route route(Class<?> type) {
		List<Route> closest = closest(type);
		String handlers = closest.stream().map(Route::toString).collect(Collectors.joining(", "));
		String name = type.getSimpleName();
		String kind = Command.class.isAssignableFrom(type) ? "Command" : "Query";
		if (closest.isEmpty()) {
			boolean reloaded = this.all.stream()
				.anyMatch((handler) -> handler.messageType().getName().equals(type.getName()));
			throw new HandlerFaultsException(
					type.getName() + " has no handler"
							+ (reloaded ? ", only a class of this name of another class loader has one" : ""),
					"Register a %sHandler<%s, …>, or remove %s.".formatted(kind, name, name));
		}
		if (type == Command.class || type == Query.class) {
			throw new HandlerFaultsException("%s serves every %s, whatever its result type".formatted(handlers, kind),
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
		return closest.get(0).forType(type, this.interceptors);
	}

}
