package com.resync.cqrs.spring;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.stream.Stream;

import com.resync.cqrs.HandlerTableBuilder;
import com.resync.cqrs.Interceptor;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;

/**
 * Finds the interceptor beans, ordered as Spring orders beans in a list
 * ({@code @Bean @Order}, {@code @Order} on the class, {@code Ordered}) and then by bean
 * name.
 */
final class InterceptorBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	InterceptorBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	void addTo(HandlerTableBuilder builder) {
		HandlerBeans.names(this.beanFactory, Interceptor.class, true)
			.sorted()
			.map((name) -> new Named(name, this.beanFactory.getBean(name, Interceptor.class)))
			.sorted(new AnnotationAwareOrderComparator().withSourceProvider((named) -> orderSources((Named) named)))
			.forEach((named) -> builder.interceptor(named.name(), named.interceptor()));
	}

	private Object[] orderSources(Named named) {
		Method factory = (HandlerBeans.definition(this.beanFactory, named.name()) instanceof RootBeanDefinition bean)
				? bean.getResolvedFactoryMethod() : null;
		return Stream.of(factory, named.interceptor()).filter(Objects::nonNull).toArray();
	}

	private record Named(String name, Interceptor interceptor) {
	}

}
