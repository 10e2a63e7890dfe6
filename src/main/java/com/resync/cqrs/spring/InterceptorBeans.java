package com.resync.cqrs.spring;

import java.util.List;

import com.resync.cqrs.HandlerTableBuilder;
import com.resync.cqrs.Interceptor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;

/**
 * Finds the interceptor beans, ordered as Spring orders beans in a list
 * ({@code @Bean @Order}, {@code @Order} on the class, {@code Ordered}) and then by bean
 * name.
 */
class InterceptorBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	InterceptorBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	void addTo(HandlerTableBuilder builder) {
		List<Named> ordered = BeanLookup.names(this.beanFactory, Interceptor.class, true)
			.sorted()
			.map((name) -> new Named(name, this.beanFactory.getBean(name, Interceptor.class)))
			.sorted(this::compare)
			.toList();
		ordered.forEach((named) -> builder.interceptor(named.name(), named.interceptor()));
	}

	private int compare(Named one, Named other) {
		return new AnnotationAwareOrderComparator()
			.withSourceProvider((bean) -> factoryMethod((bean == one.interceptor()) ? one.name() : other.name()))
			.compare(one.interceptor(), other.interceptor());
	}

	private record Named(String name, Interceptor interceptor) {
	}

	private @Nullable Object factoryMethod(String name) {
		return (BeanLookup.definition(this.beanFactory, name) instanceof RootBeanDefinition definition)
				? definition.getResolvedFactoryMethod() : null;
	}

}
