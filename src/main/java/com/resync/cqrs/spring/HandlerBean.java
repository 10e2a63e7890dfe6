package com.resync.cqrs.spring;

import java.util.function.Supplier;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.HandlerFaultsException.Fault;
import com.resync.cqrs.Message;
import com.resync.cqrs.Query;
import com.resync.cqrs.QueryHandler;
import com.resync.cqrs.Route;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * One handler bean. Its message type is read from the bean definition, so that lazy
 * handlers are not instantiated, or else from the class behind any proxy.
 */
final class HandlerBean {

	private final ConfigurableListableBeanFactory beanFactory;

	private final String name;

	private final Class<?> kind;

	private final @Nullable BeanDefinition definition;

	private final boolean eager;

	/**
	 * Describes a bean.
	 * @param kind {@link CommandHandler} or {@link QueryHandler}; a bean may implement
	 * both
	 */
	HandlerBean(ConfigurableListableBeanFactory beanFactory, String name, Class<?> kind) {
		this.beanFactory = beanFactory;
		this.name = name;
		this.kind = kind;
		String scopedTarget = ScopedProxyUtils.getTargetBeanName(name);
		this.definition = TableBeans.definition(beanFactory,
				beanFactory.containsBean(scopedTarget) ? scopedTarget : name);
		this.eager = beanFactory.isSingleton(name) && (this.definition == null || !this.definition.isLazyInit());
	}

	boolean isPrimary() {
		return this.definition != null && this.definition.isPrimary();
	}

	boolean isFallback() {
		return this.definition instanceof AbstractBeanDefinition bean && bean.isFallback();
	}

	@Nullable Class<?> messageType() {
		Class<?> declared = declaredMessageType();
		return (declared != null) ? declared : HandlerType.messageType(ResolvableType.forClass(type()), this.kind);
	}

	/** As the bean definition says it, {@code null} if it does not. */
	@Nullable Class<?> declaredMessageType() {
		return (this.definition != null) ? HandlerType.messageType(this.definition.getResolvableType(), this.kind)
				: null;
	}

	Fault unknownMessageType() {
		return new Fault("'%s' (%s) does not declare which message type it handles".formatted(this.name, origin()),
				"Declare '%s' as %s<TheMessage, TheResult>, with a message type of yours rather than a type variable, a wildcard or all messages."
					.formatted(this.name, this.kind.getSimpleName()));
	}

	/** The class of the bean, behind proxies as far as known. */
	private Class<?> type() {
		Class<?> type = this.eager ? AopProxyUtils.ultimateTargetClass(bean())
				: this.beanFactory.getType(this.name, false);
		return (type != null) ? ClassUtils.getUserClass(type) : this.kind;
	}

	private String origin() {
		if (this.definition == null) {
			return "an instance of " + type().getName();
		}
		if (this.definition.getFactoryMethodName() != null) {
			String declaring = (this.definition.getResourceDescription() != null)
					? this.definition.getResourceDescription() : this.definition.getBeanClassName();
			return declaring + " " + this.definition.getFactoryMethodName() + "()";
		}
		return String.valueOf(this.definition.getBeanClassName());
	}

	Route route(Class<?> messageType) {
		Supplier<Object> source = source();
		return Route.to(messageType, type(), this.name, origin(), (message) -> handle(source.get(), message));
	}

	/** A singleton is looked up once, a bean of another scope for each message. */
	private Supplier<Object> source() {
		if (this.eager) {
			Object bean = bean();
			return () -> bean;
		}
		return this.beanFactory.isSingleton(this.name) ? SingletonSupplier.of(this::bean) : this::bean;
	}

	private Object bean() {
		return this.beanFactory.getBean(this.name);
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static @Nullable Object handle(Object handler, Message message) {
		return (message instanceof Command command) ? ((CommandHandler) handler).handle(command)
				: ((QueryHandler) handler).handle((Query) message);
	}

}
