package com.resync.cqrs.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The endpoint {@code handlers}, if actuator endpoints are available. A bean named
 * {@code handlersEndpoint} takes its place.
 */
@AutoConfiguration(after = CqrsAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
public class HandlersEndpointAutoConfiguration {

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnMissingBean(name = "handlersEndpoint")
	HandlersEndpoint handlersEndpoint(ObjectProvider<SpringDispatcher> dispatcher) {
		return new HandlersEndpoint(dispatcher);
	}

}
