package com.resync.cqrs.spring;

import com.resync.cqrs.Dispatcher;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Configures the {@link Dispatcher} and, if the actuator is present, the endpoint
 * {@code handlers}. A dispatcher bean of the application replaces the first, a bean named
 * {@code handlersEndpoint} the second.
 */
@AutoConfiguration
@EnableConfigurationProperties(CqrsProperties.class)
public class CqrsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(value = Dispatcher.class, search = SearchStrategy.CURRENT)
	SpringDispatcher dispatcher(ConfigurableListableBeanFactory beanFactory, CqrsProperties properties) {
		return new SpringDispatcher(beanFactory, properties);
	}

	/** Not a {@code @Configuration}, so that component scans do not find it too early. */
	@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
	static class Endpoints {

		@Bean
		@ConditionalOnAvailableEndpoint
		@ConditionalOnMissingBean(name = "handlersEndpoint")
		HandlersEndpoint handlersEndpoint(ObjectProvider<SpringDispatcher> dispatcher) {
			return new HandlersEndpoint(dispatcher);
		}

	}

}
