package com.resync.cqrs.spring;

import java.util.stream.Collectors;

import com.resync.cqrs.Command;
import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.HandlerTable;
import com.resync.cqrs.HandlerTableBuilder;
import com.resync.cqrs.Query;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The dispatcher that is injected. It exists before the handlers do, so that a handler
 * may have it as a constructor argument, and is given its handler table once all
 * singletons exist: before a server accepts requests.
 */
class SpringDispatcher implements Dispatcher, SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(SpringDispatcher.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final CqrsProperties properties;

	private volatile @Nullable HandlerTable table;

	SpringDispatcher(ConfigurableListableBeanFactory beanFactory, CqrsProperties properties) {
		this.beanFactory = beanFactory;
		this.properties = properties;
	}

	@Override
	public void afterSingletonsInstantiated() {
		HandlerTableBuilder builder = HandlerTable.builder();
		new HandlerBeans(this.beanFactory).addTo(builder);
		new InterceptorBeans(this.beanFactory).addTo(builder);
		builder.messageTypes(new MessageTypeScanner(this.beanFactory).scan());
		switch (this.properties.missingHandlers()) {
			case WARN -> builder.missingHandlers((fault) -> logger.warn(fault.description() + ". " + fault.action()));
			case OFF -> builder.missingHandlers((fault) -> {
			});
			case FAIL -> {
			}
		}
		HandlerTable table = builder.build();
		this.table = table;
		logger.info("Dispatching %d messages: %s; interceptors, outermost first: %s".formatted(table.routes().size(),
				table.routes()
					.stream()
					.map((route) -> route.messageType().getSimpleName())
					.collect(Collectors.joining(", ")),
				String.join(", ", table.interceptors())));
	}

	@Override
	public <R extends @Nullable Object> R dispatch(Command<R> command) {
		return table().dispatch(command);
	}

	@Override
	public <R extends @Nullable Object> R dispatch(Query<R> query) {
		return table().dispatch(query);
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
