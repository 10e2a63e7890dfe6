package com.resync.cqrs.spring;

import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.function.Supplier;

import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.HandlerBinding;
import com.resync.cqrs.HandlerFaultsException.Fault;
import com.resync.cqrs.HandlerTableBuilder;
import com.resync.cqrs.QueryHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;

/**
 * Finds the handler beans and the message type of each: from the bean definition first,
 * so that no lazy handler is instantiated for it, then from the class behind any proxy.
 */
class HandlerBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	HandlerBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	void addTo(HandlerTableBuilder builder) {
		addTo(builder, CommandHandler.class);
		addTo(builder, QueryHandler.class);
	}

	private void addTo(HandlerTableBuilder builder, Class<?> handlerType) {
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, handlerType, true,
				false)) {
			if (!ScopedProxyUtils.isScopedTarget(name)) {
				add(builder, handlerType, name);
			}
		}
	}

	private void add(HandlerTableBuilder builder, Class<?> handlerType, String name) {
		BeanDefinition definition = definition(name);
		String origin = origin(name, definition);
		Class<?> messageType = HandlerType.messageType(declaredType(definition), handlerType);
		if (messageType == null) {
			messageType = HandlerType.messageType(targetType(name, definition), handlerType);
		}
		if (messageType == null) {
			builder.fault(new Fault("'%s' (%s) does not tell which message type it handles".formatted(name, origin),
					"Declare '%s' as %s<TheMessage, TheResult>, both being classes rather than type variables or wildcards."
						.formatted(name, handlerType.getSimpleName())));
		}
		else {
			builder.bind(bind(handlerType, messageType, name, origin, definition));
		}
	}

	private @Nullable BeanDefinition definition(String name) {
		try {
			return this.beanFactory.getMergedBeanDefinition(name);
		}
		catch (NoSuchBeanDefinitionException ex) {
			return null; // Registered as an instance.
		}
	}

	private ResolvableType declaredType(@Nullable BeanDefinition definition) {
		if (definition instanceof RootBeanDefinition proxy && proxy.getDecoratedDefinition() != null) {
			return declaredType(definition(proxy.getDecoratedDefinition().getBeanName()));
		}
		return (definition != null) ? definition.getResolvableType() : ResolvableType.NONE;
	}

	private ResolvableType targetType(String name, @Nullable BeanDefinition definition) {
		return ResolvableType
			.forClass(isEager(name, definition) ? AopProxyUtils.ultimateTargetClass(this.beanFactory.getBean(name))
					: this.beanFactory.getType(name, false));
	}

	private boolean isEager(String name, @Nullable BeanDefinition definition) {
		return this.beanFactory.isSingleton(name) && (definition == null || !definition.isLazyInit());
	}

	private String origin(String name, @Nullable BeanDefinition definition) {
		if (definition == null) {
			return "an instance of " + AopProxyUtils.ultimateTargetClass(this.beanFactory.getBean(name)).getName();
		}
		if (definition instanceof RootBeanDefinition root && root.getDecoratedDefinition() != null) {
			String target = root.getDecoratedDefinition().getBeanName();
			return origin(target, definition(target));
		}
		if (definition.getFactoryMethodName() != null) {
			String declaring = (definition.getResourceDescription() != null) ? definition.getResourceDescription()
					: definition.getBeanClassName();
			return declaring + " " + definition.getFactoryMethodName() + "()";
		}
		return String.valueOf(definition.getBeanClassName());
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private HandlerBinding bind(Class<?> handlerType, Class messageType, String name, String origin,
			@Nullable BeanDefinition definition) {
		Object bean = isEager(name, definition) ? this.beanFactory.getBean(name) : null;
		if (handlerType == CommandHandler.class) {
			CommandHandler handler = (bean != null) ? (CommandHandler) bean
					: (command) -> this.beanFactory.getBean(name, CommandHandler.class).handle(command);
			CommandHandler unwrapping = (command) -> unwrapped(() -> handler.handle(command));
			return HandlerBinding.command(messageType, isProxied(bean) ? unwrapping : handler, name, origin);
		}
		QueryHandler handler = (bean != null) ? (QueryHandler) bean
				: (query) -> this.beanFactory.getBean(name, QueryHandler.class).handle(query);
		QueryHandler unwrapping = (query) -> unwrapped(() -> handler.handle(query));
		return HandlerBinding.query(messageType, isProxied(bean) ? unwrapping : handler, name, origin);
	}

	/** A bean that is not created yet may turn out to be a proxy. */
	private static boolean isProxied(@Nullable Object bean) {
		return bean == null || AopUtils.isAopProxy(bean) || Proxy.isProxyClass(bean.getClass());
	}

	/** A proxy wraps checked exceptions, as {@code handle} declares none. */
	private static Object unwrapped(Supplier<Object> call) {
		try {
			return call.get();
		}
		catch (UndeclaredThrowableException ex) {
			throw HandlerBeans.<RuntimeException>asUnchecked(ex.getUndeclaredThrowable());
		}
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <T extends Throwable> T asUnchecked(Throwable ex) throws T {
		throw (T) ex;
	}

}
