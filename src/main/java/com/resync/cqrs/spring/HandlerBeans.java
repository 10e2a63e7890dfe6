package com.resync.cqrs.spring;

import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.function.Supplier;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.HandlerBinding;
import com.resync.cqrs.HandlerFaultsException.Fault;
import com.resync.cqrs.HandlerTableBuilder;
import com.resync.cqrs.Query;
import com.resync.cqrs.QueryHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.util.function.SingletonSupplier;

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
		BeanLookup.names(this.beanFactory, handlerType, false).forEach((name) -> add(builder, handlerType, name));
	}

	private void add(HandlerTableBuilder builder, Class<?> handlerType, String name) {
		BeanDefinition definition = definition(name);
		String origin = origin(name, definition);
		Class<?> messageType = (definition != null)
				? HandlerType.messageType(definition.getResolvableType(), handlerType) : null;
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

	/** The definition of a bean, of its target where it is a scoped proxy. */
	private @Nullable BeanDefinition definition(String name) {
		BeanDefinition definition = BeanLookup.definition(this.beanFactory, name);
		return (definition instanceof RootBeanDefinition proxy && proxy.getDecoratedDefinition() != null)
				? definition(proxy.getDecoratedDefinition().getBeanName()) : definition;
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
		Supplier<Object> source = source(name, definition);
		boolean direct = isEager(name, definition) && !isProxy(source.get());
		if (handlerType == CommandHandler.class) {
			CommandHandler handler = direct ? (CommandHandler) source.get()
					: (command) -> handle((CommandHandler) source.get(), command);
			return HandlerBinding.command(messageType, handler, name, origin);
		}
		QueryHandler handler = direct ? (QueryHandler) source.get()
				: (query) -> handle((QueryHandler) source.get(), query);
		return HandlerBinding.query(messageType, handler, name, origin);
	}

	/** A singleton is looked up once, what has another scope by each message. */
	private Supplier<Object> source(String name, @Nullable BeanDefinition definition) {
		if (isEager(name, definition)) {
			Object bean = this.beanFactory.getBean(name);
			return () -> bean;
		}
		Supplier<Object> lookup = () -> this.beanFactory.getBean(name);
		return this.beanFactory.isSingleton(name) ? SingletonSupplier.of(lookup) : lookup;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static Object handle(CommandHandler handler, Command command) {
		try {
			return handler.handle(command);
		}
		catch (UndeclaredThrowableException ex) {
			throw HandlerBeans.<RuntimeException>asUnchecked(unwrapped(handler, ex));
		}
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static Object handle(QueryHandler handler, Query query) {
		try {
			return handler.handle(query);
		}
		catch (UndeclaredThrowableException ex) {
			throw HandlerBeans.<RuntimeException>asUnchecked(unwrapped(handler, ex));
		}
	}

	/** A proxy wraps checked exceptions, as {@code handle} declares none. */
	private static Throwable unwrapped(Object handler, UndeclaredThrowableException ex) {
		Throwable cause = ex.getUndeclaredThrowable();
		boolean wrapped = isProxy(handler) && cause != null && !(cause instanceof RuntimeException)
				&& !(cause instanceof Error);
		return wrapped ? cause : ex;
	}

	private static boolean isProxy(Object bean) {
		return AopUtils.isAopProxy(bean) || Proxy.isProxyClass(bean.getClass());
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <T extends Throwable> T asUnchecked(Throwable ex) throws T {
		throw (T) ex;
	}

}
