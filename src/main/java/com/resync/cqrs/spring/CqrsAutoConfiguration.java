package com.resync.cqrs.spring;

import com.resync.cqrs.Dispatcher;
import jakarta.validation.Validator;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * The {@link Dispatcher} and the stock interceptors, each where what it needs is there.
 */
@AutoConfiguration(after = ValidationAutoConfiguration.class)
@EnableConfigurationProperties(CqrsProperties.class)
class CqrsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(Dispatcher.class)
	SpringDispatcher dispatcher(ConfigurableListableBeanFactory beanFactory, CqrsProperties properties) {
		return new SpringDispatcher(beanFactory, properties);
	}

	@Bean
	@Order(InterceptorOrder.VALIDATION)
	@ConditionalOnSingleCandidate(Validator.class)
	ValidationInterceptor validationInterceptor(Validator validator) {
		return new ValidationInterceptor(validator);
	}

}
