package com.resync.cqrs.spring;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;

import com.resync.cqrs.HandlerTableBuilder;
import com.resync.cqrs.Interceptor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;

/**
 * Finds the interceptor beans, ordered as Spring orders beans in a list
 * ({@code @Bean @Order}, {@code @Order} on the class, {@code Ordered}) and, where that
 * leaves it open, by bean name.
 */
class InterceptorBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	InterceptorBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	void addTo(HandlerTableBuilder builder) {
		Map<String, Interceptor> byName = new TreeMap<>(
				BeanFactoryUtils.beansOfTypeIncludingAncestors(this.beanFactory, Interceptor.class));
		Map<Object, String> names = new IdentityHashMap<>();
		byName.forEach((name, interceptor) -> names.put(interceptor, name));
		byName.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByValue(new AnnotationAwareOrderComparator()
				.withSourceProvider((interceptor) -> factoryMethod(names.get(interceptor)))))
			.forEach((entry) -> builder.interceptor(entry.getKey(), entry.getValue()));
	}

	private @Nullable Object factoryMethod(@Nullable String name) {
		return (name != null && this.beanFactory.containsBeanDefinition(name)
				&& this.beanFactory.getMergedBeanDefinition(name) instanceof RootBeanDefinition definition)
						? definition.getResolvedFactoryMethod() : null;
	}

}
