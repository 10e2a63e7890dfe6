package com.resync.cqrs.interceptor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Runs messages again that a deadlock or serialization failure rolled back, if a
 * {@link PlatformTransactionManager} bean is present. A bean named {@code messageRetry}
 * takes the place of the interceptor.
 */
@AutoConfiguration(after = MessageTransactionAutoConfiguration.class)
@ConditionalOnClass(PlatformTransactionManager.class)
@ConditionalOnBooleanProperty(name = "resync.cqrs.retry", matchIfMissing = true)
public class MessageRetryAutoConfiguration {

	@Bean
	@Order(InterceptorOrder.RETRY)
	@ConditionalOnBean(PlatformTransactionManager.class)
	@ConditionalOnMissingBean(name = "messageRetry")
	RetryInterceptor messageRetry(ObjectProvider<ConnectionLossListener> listeners) {
		return new RetryInterceptor((cause) -> listeners.forEach((listener) -> listener.connectionLost(cause)));
	}

}
