package com.resync.cqrs.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.lang.reflect.WildcardType;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * One handler bean, as a {@link CommandHandler} or as a {@link QueryHandler}; a bean may
 * be both. Its message type is read from the bean definition, so that lazy handlers are
 * not instantiated, or else from the class behind any proxy.
 */
final class HandlerBean {

	private final ConfigurableListableBeanFactory beanFactory;

	private final String name;

	private final Class<?> kind;

	private final @Nullable RootBeanDefinition definition;

	private final boolean eager;

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
		return this.definition != null && this.definition.isFallback();
	}

	@Nullable Class<?> messageType() {
		Class<?> declared = declaredMessageType();
		return (declared != null) ? declared : messageType(ResolvableType.forClass(type()), this.kind);
	}

	/** As the bean definition says it, {@code null} if it does not. */
	@Nullable Class<?> declaredMessageType() {
		return (this.definition != null) ? messageType(this.definition.getResolvableType(), this.kind) : null;
	}

	/**
	 * The message type in the handler interface of a bean type, or {@code null}: a
	 * wildcard or an unbounded type variable is no message type, nor is
	 * {@code Box<String>}, which is only {@code Box} at run time.
	 */
	static @Nullable Class<?> messageType(ResolvableType beanType, Class<?> kind) {
		ResolvableType product = beanType.as(FactoryBean.class);
		ResolvableType handler = (product != ResolvableType.NONE) ? product.getGeneric() : beanType;
		ResolvableType message = handler.as(kind).getGeneric();
		Class<?> type = message.resolve();
		boolean known = type != Command.class && type != Query.class && !(message.getType() instanceof WildcardType)
				&& Stream.of(message.resolveGenerics()).allMatch(Objects::isNull);
		return known ? type : null;
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

	/** The method or the class that makes the bean. */
	private String origin() {
		Method factory = (this.definition != null) ? this.definition.getResolvedFactoryMethod() : null;
		return (factory != null) ? ClassUtils.getQualifiedMethodName(factory) + "()" : type().getName();
	}

	Route route(Class<?> messageType) {
		Supplier<Object> handler = handler();
		return Route.to(messageType, type(), this.name, origin(), (message) -> handle(handler.get(), message));
	}

	/** A singleton is looked up once, a bean of another scope for each message. */
	private Supplier<Object> handler() {
		if (this.eager) {
			Object bean = bean();
			return () -> bean;
		}
		return this.beanFactory.isSingleton(this.name) ? SingletonSupplier.of(this::bean) : this::bean;
	}

	private Object bean() {
		return this.beanFactory.getBean(this.name);
	}

	/** A proxy wraps checked exceptions, as {@code handle} declares none. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static <T extends Throwable> @Nullable Object handle(Object handler, Message message) throws T {
		try {
			return (message instanceof Command command) ? ((CommandHandler) handler).handle(command)
					: ((QueryHandler) handler).handle((Query) message);
		}
		catch (UndeclaredThrowableException ex) {
			Throwable cause = ex.getUndeclaredThrowable();
			boolean wrapped = isProxy(handler) && cause instanceof Exception && !(cause instanceof RuntimeException);
			throw (T) (wrapped ? cause : ex);
		}
	}

	private static boolean isProxy(Object bean) {
		return AopUtils.isAopProxy(bean) || Proxy.isProxyClass(bean.getClass());
	}

}
