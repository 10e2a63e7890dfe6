package com.resync.cqrs.spring;

import com.resync.cqrs.Dispatcher;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The {@link Dispatcher}. A dispatcher bean of the application's own takes its place.
 */
@AutoConfiguration
@EnableConfigurationProperties(CqrsProperties.class)
public class CqrsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(value = Dispatcher.class, search = SearchStrategy.CURRENT)
	SpringDispatcher dispatcher(ConfigurableListableBeanFactory beanFactory, CqrsProperties properties) {
		return new SpringDispatcher(beanFactory, properties);
	}

}
