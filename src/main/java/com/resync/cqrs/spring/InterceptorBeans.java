package com.resync.cqrs.spring;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import com.resync.cqrs.HandlerTableBuilder;
import com.resync.cqrs.Interceptor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;

/**
 * Finds the interceptor beans, ordered as Spring orders beans in a list
 * ({@code @Bean @Order}, {@code @Order} on the class, {@code Ordered}) and, where that
 * leaves it open, by bean name.
 */
class InterceptorBeans {

	private static final Log logger = LogFactory.getLog(InterceptorBeans.class);

	private final ConfigurableListableBeanFactory beanFactory;

	InterceptorBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	void addTo(HandlerTableBuilder builder) {
		Map<Object, String> names = new IdentityHashMap<>();
		List<Interceptor> byName = Arrays
			.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, Interceptor.class))
			.filter((name) -> !ScopedProxyUtils.isScopedTarget(name))
			.sorted()
			.map((name) -> {
				Interceptor interceptor = this.beanFactory.getBean(name, Interceptor.class);
				names.put(interceptor, name);
				return interceptor;
			})
			.toList();
		List<Interceptor> ordered = byName.stream()
			.sorted(new AnnotationAwareOrderComparator()
				.withSourceProvider((interceptor) -> factoryMethod(names.get(interceptor))))
			.toList();
		ordered.forEach((interceptor) -> builder.interceptor(String.valueOf(names.get(interceptor)), interceptor));
		ordered.stream()
			.dropWhile((interceptor) -> !(interceptor instanceof TransactionalInterceptor))
			.filter((inside) -> inside instanceof ValidationInterceptor || inside instanceof RetryingInterceptor)
			.forEach((inside) -> logger.warn(("Interceptor '%s' stands inside the transaction, so that %s;"
					+ " give it an order below InterceptorOrder.TRANSACTION")
				.formatted(names.get(inside),
						(inside instanceof ValidationInterceptor)
								? "a transaction is begun for messages that are refused"
								: "it repeats what the failed transaction can no longer commit")));
	}

	private @Nullable Object factoryMethod(@Nullable String name) {
		try {
			return (name != null
					&& this.beanFactory.getMergedBeanDefinition(name) instanceof RootBeanDefinition definition)
							? definition.getResolvedFactoryMethod() : null;
		}
		catch (NoSuchBeanDefinitionException ex) {
			return null; // Registered as an instance.
		}
	}

}
