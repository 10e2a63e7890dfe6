package com.resync.cqrs.spring;

import java.util.stream.Collectors;

import com.resync.cqrs.Command;
import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.HandlerFaultsException.Fault;
import com.resync.cqrs.HandlerTable;
import com.resync.cqrs.HandlerTableBuilder;
import com.resync.cqrs.Message;
import com.resync.cqrs.spring.CqrsProperties.MissingHandlers;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.NamedThreadLocal;

/**
 * The dispatcher bean. It exists before the handlers, so a handler can have it as a
 * constructor argument. It gets its handler table when all singletons exist, before a
 * server accepts requests. It refuses a command inside a query, with and without a
 * database.
 */
class SpringDispatcher implements Dispatcher, SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(SpringDispatcher.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final CqrsProperties properties;

	/** Set to false after a query, not removed: the next query would allocate. */
	private final ThreadLocal<Boolean> insideQuery = new NamedThreadLocal<>("inside a query");

	private volatile @Nullable HandlerTable table;

	SpringDispatcher(ConfigurableListableBeanFactory beanFactory, CqrsProperties properties) {
		this.beanFactory = beanFactory;
		this.properties = properties;
	}

	@Override
	public void afterSingletonsInstantiated() {
		HandlerTableBuilder builder = HandlerTable.builder();
		TableBeans beans = new TableBeans(this.beanFactory);
		beans.addHandlers(builder);
		beans.addInterceptors(builder);
		MessageTypeScanner scanner = new MessageTypeScanner(this.beanFactory, this.properties.packages());
		UnregisteredHandlers unregistered = new UnregisteredHandlers(scanner.packages());
		HandlerTable table = builder.messageTypes(scanner.scan())
			.missingHandlers((type, missing) -> missing(unregistered, type, missing))
			.build();
		this.table = table;
		logger.info("Dispatching %d messages: %s; interceptors, outermost first: %s".formatted(table.routes().size(),
				table.routes()
					.stream()
					.map((route) -> route.messageType().getSimpleName())
					.collect(Collectors.joining(", ")),
				String.join(", ", table.interceptors())));
	}

	private @Nullable Fault missing(UnregisteredHandlers unregistered, Class<?> messageType, Fault missing) {
		if (this.properties.missingHandlers() == MissingHandlers.OFF) {
			return null;
		}
		Fault explained = unregistered.explain(messageType, missing);
		if (this.properties.missingHandlers() == MissingHandlers.FAIL) {
			return explained;
		}
		logger.warn(explained);
		return null;
	}

	@Override
	public <R extends @Nullable Object> R dispatch(Message<R> message) {
		boolean insideQuery = Boolean.TRUE.equals(this.insideQuery.get());
		if (message instanceof Command) {
			if (insideQuery) {
				throw new IllegalStateException(
						"%s was dispatched inside a query: a query changes nothing, so its handler may not dispatch a command"
							.formatted(message.getClass().getName()));
			}
			return table().dispatch(message);
		}
		this.insideQuery.set(true);
		try {
			return table().dispatch(message);
		}
		finally {
			this.insideQuery.set(insideQuery);
		}
	}

	HandlerTable table() {
		HandlerTable table = this.table;
		if (table == null) {
			throw new IllegalStateException("The handlers are registered once all singletons exist; dispatch later, "
					+ "for example on ApplicationReadyEvent instead of in a constructor or @PostConstruct");
		}
		return table;
	}

}
