package com.resync.cqrs.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.HandlerFaultsException.Fault;
import com.resync.cqrs.HandlerTableBuilder;
import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import com.resync.cqrs.QueryHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.util.ClassUtils;

/**
 * Finds the beans of a handler table. If a message type has several handlers, a
 * {@code @Primary} one is used, and a {@code @Fallback} one only without others.
 * Interceptors are ordered as Spring orders beans in a list ({@code @Bean @Order},
 * {@code @Order} on the class, {@code Ordered}) and then by bean name.
 */
final class TableBeans {

	/** By name, since a reactive library is optional. */
	private static final Set<String> ASYNCHRONOUS = Set.of(Future.class.getName(), CompletionStage.class.getName(),
			Flow.Publisher.class.getName(), "org.reactivestreams.Publisher");

	private final ConfigurableListableBeanFactory beanFactory;

	TableBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	void addHandlers(HandlerTableBuilder builder) {
		Map<Class<?>, List<HandlerBean>> byMessageType = new LinkedHashMap<>();
		handlers().forEach((bean) -> {
			Class<?> messageType = bean.messageType();
			if (messageType == null) {
				builder.fault(bean.unknownMessageType());
			}
			else {
				byMessageType.computeIfAbsent(messageType, (type) -> new ArrayList<>()).add(bean);
			}
		});
		byMessageType.forEach((messageType, beans) -> {
			preferred(beans).forEach((bean) -> builder.handler(bean.route(messageType)));
			checkResult(builder, messageType);
		});
	}

	Stream<HandlerBean> handlers() {
		return Stream.of(CommandHandler.class, QueryHandler.class)
			.flatMap((kind) -> names(kind, false).map((name) -> new HandlerBean(this.beanFactory, name, kind)));
	}

	private static List<HandlerBean> preferred(List<HandlerBean> beans) {
		List<HandlerBean> primary = beans.stream().filter(HandlerBean::isPrimary).toList();
		List<HandlerBean> regular = beans.stream().filter((bean) -> !bean.isFallback()).toList();
		return !primary.isEmpty() ? primary : !regular.isEmpty() ? regular : beans;
	}

	private static void checkResult(HandlerTableBuilder builder, Class<?> messageType) {
		Class<?> result = ResolvableType.forClass(messageType).as(Message.class).getGeneric().resolve(Object.class);
		if (Stream.concat(Stream.of(result), ClassUtils.getAllInterfacesForClassAsSet(result).stream())
			.anyMatch((type) -> ASYNCHRONOUS.contains(type.getName()))) {
			builder.fault(new Fault(
					"%s has the result type %s, which is complete only after its dispatch: its transaction would be over by then"
						.formatted(messageType.getName(), result.getName()),
					"Let %s name the value itself as its result, and make the dispatch asynchronous where it is called."
						.formatted(messageType.getSimpleName())));
		}
	}

	void addInterceptors(HandlerTableBuilder builder) {
		names(Interceptor.class, true).sorted()
			.map((name) -> new NamedInterceptor(name, this.beanFactory.getBean(name, Interceptor.class)))
			.sorted(new AnnotationAwareOrderComparator()
				.withSourceProvider((named) -> orderSources((NamedInterceptor) named)))
			.forEach((named) -> builder.interceptor(named.name(), named.interceptor()));
	}

	private Object[] orderSources(NamedInterceptor named) {
		RootBeanDefinition definition = definition(this.beanFactory, named.name());
		Method factory = (definition != null) ? definition.getResolvedFactoryMethod() : null;
		return Stream.of(factory, named.interceptor()).filter(Objects::nonNull).toArray();
	}

	private record NamedInterceptor(String name, Interceptor interceptor) {
	}

	/**
	 * The names of the beans of a type, including parent contexts and scoped proxies but
	 * not the targets of these.
	 * @param allowEagerInit whether lazy factories may be initialized to find their type
	 */
	private Stream<String> names(Class<?> type, boolean allowEagerInit) {
		return Stream
			.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type, true, allowEagerInit))
			.filter((name) -> !ScopedProxyUtils.isScopedTarget(name));
	}

	/** The definition of a bean, or {@code null} for one registered as an instance. */
	static @Nullable RootBeanDefinition definition(ConfigurableListableBeanFactory beanFactory, String name) {
		try {
			return (RootBeanDefinition) beanFactory.getMergedBeanDefinition(name);
		}
		catch (NoSuchBeanDefinitionException ex) {
			return null;
		}
	}

}
