package com.resync.cqrs.interceptor;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * Observes dispatches, if an {@link ObservationRegistry} bean is present. A bean named
 * {@code messageObservation} takes the place of the interceptor.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "resync.cqrs.observation", matchIfMissing = true)
public class MessageObservationAutoConfiguration {

	@Bean
	@Order(InterceptorOrder.OBSERVATION)
	@ConditionalOnSingleCandidate(ObservationRegistry.class)
	@ConditionalOnMissingBean(name = "messageObservation")
	ObservationInterceptor messageObservation(ObservationRegistry registry,
			ObjectProvider<DispatchObservationConvention> convention) {
		return new ObservationInterceptor(registry, convention.getIfUnique());
	}

}
