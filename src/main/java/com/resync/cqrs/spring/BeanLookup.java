package com.resync.cqrs.spring;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds beans, in the same way for handlers and interceptors.
 */
final class BeanLookup {

	private BeanLookup() {
	}

	/**
	 * The names of the beans of a type, including parent contexts and scoped proxies but
	 * not the targets of these.
	 * @param allowEagerInit whether lazy factories may be initialized to find their type
	 */
	static Stream<String> names(ConfigurableListableBeanFactory beanFactory, Class<?> type, boolean allowEagerInit) {
		return Stream.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, allowEagerInit))
			.filter((name) -> !ScopedProxyUtils.isScopedTarget(name));
	}

	/** The definition of a bean, or {@code null} for one registered as an instance. */
	static @Nullable BeanDefinition definition(ConfigurableListableBeanFactory beanFactory, String name) {
		try {
			return beanFactory.getMergedBeanDefinition(name);
		}
		catch (NoSuchBeanDefinitionException ex) {
			return null;
		}
	}

}
