package com.resync.cqrs.spring;

import java.util.List;

import com.resync.cqrs.HandlerTable;
import com.resync.cqrs.Message;
import com.resync.cqrs.Route;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.core.ResolvableType;

/**
 * Lists the message types with their handlers and interceptors.
 */
@Endpoint(id = "handlers")
class HandlersEndpoint {

	private final ObjectProvider<SpringDispatcher> dispatcher;

	HandlersEndpoint(ObjectProvider<SpringDispatcher> dispatcher) {
		this.dispatcher = dispatcher;
	}

	/** Returns {@code null}, so 404, if the application has its own dispatcher. */
	@ReadOperation
	@Nullable Handlers handlers() {
		SpringDispatcher dispatcher = this.dispatcher.getIfAvailable();
		if (dispatcher == null) {
			return null;
		}
		HandlerTable table = dispatcher.table();
		return new Handlers(table.interceptors(), table.routes().stream().map(Handled::of).toList());
	}

	record Handlers(List<String> interceptors, List<Handled> messages) {
	}

	record Handled(String message, String kind, String result, String handler, String origin,
			List<String> interceptors) {

		static Handled of(Route route) {
			return new Handled(route.messageType().getName(), route.isCommand() ? "command" : "query",
					ResolvableType.forClass(route.messageType()).as(Message.class).getGeneric().toString(),
					route.handler(), route.origin(), route.interceptors());
		}

	}

}
