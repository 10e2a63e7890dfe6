package com.resync.cqrs.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.HandlerFaultsException.Fault;
import com.resync.cqrs.HandlerTableBuilder;
import com.resync.cqrs.Message;
import com.resync.cqrs.QueryHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Finds the handler beans. If a message type has several, a {@code @Primary} one is used,
 * and a {@code @Fallback} one only without others.
 */
final class HandlerBeans {

	/** By name, since a reactive library is optional. */
	private static final Set<String> ASYNCHRONOUS = Set.of(Future.class.getName(), CompletionStage.class.getName(),
			Flow.Publisher.class.getName(), "org.reactivestreams.Publisher");

	private final ConfigurableListableBeanFactory beanFactory;

	HandlerBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	void addTo(HandlerTableBuilder builder) {
		Map<Class<?>, List<HandlerBean>> byMessageType = new LinkedHashMap<>();
		beans().forEach((bean) -> {
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

	Stream<HandlerBean> beans() {
		return Stream.of(CommandHandler.class, QueryHandler.class)
			.flatMap((kind) -> names(this.beanFactory, kind, false)
				.map((name) -> new HandlerBean(this.beanFactory, name, kind)));
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

}
