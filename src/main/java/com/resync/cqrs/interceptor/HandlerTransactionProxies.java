package com.resync.cqrs.interceptor;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.QueryHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.transaction.interceptor.BeanFactoryTransactionAttributeSourceAdvisor;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/**
 * Prevents Spring from proxying {@code handle} methods with {@code @Transactional}: the
 * dispatcher applies the annotation, and a record cannot be proxied. Other methods of a
 * handler class are proxied as usual.
 */
class HandlerTransactionProxies implements BeanPostProcessor, PriorityOrdered {

	private final ObjectProvider<TransactionAttributeSource> attributes;

	HandlerTransactionProxies(ObjectProvider<TransactionAttributeSource> attributes) {
		this.attributes = attributes;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof BeanFactoryTransactionAttributeSourceAdvisor advisor) {
			this.attributes.ifUnique((source) -> advisor.setTransactionAttributeSource(new WithoutHandlers(source)));
		}
		return bean;
	}

	/** Before the advisor is created, and thus before anything looks for advisors. */
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	private record WithoutHandlers(TransactionAttributeSource source) implements TransactionAttributeSource {

		@Override
		public boolean isCandidateClass(Class<?> targetClass) {
			return this.source.isCandidateClass(targetClass);
		}

		@Override
		public @Nullable TransactionAttribute getTransactionAttribute(Method method, @Nullable Class<?> targetClass) {
			Class<?> type = (targetClass != null) ? targetClass : method.getDeclaringClass();
			boolean handler = CommandHandler.class.isAssignableFrom(type) || QueryHandler.class.isAssignableFrom(type);
			boolean dispatched = handler
					&& (method.getName().equals("handle") || Modifier.isFinal(type.getModifiers()));
			return dispatched ? null : this.source.getTransactionAttribute(method, targetClass);
		}

	}

}
