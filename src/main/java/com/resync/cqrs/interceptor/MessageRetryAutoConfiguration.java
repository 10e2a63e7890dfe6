package com.resync.cqrs.interceptor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Runs messages again as {@code @Retryable} on their handlers says and, if a
 * {@link PlatformTransactionManager} bean is present, after deadlocks and serialization
 * failures. A bean named {@code messageRetry} takes the place of the interceptor.
 */
@AutoConfiguration(after = MessageTransactionAutoConfiguration.class)
@ConditionalOnClass(PlatformTransactionManager.class)
@ConditionalOnBooleanProperty(name = "resync.cqrs.retry", matchIfMissing = true)
@Import(TransactionPhases.class)
public class MessageRetryAutoConfiguration {

	@Bean
	@Order(InterceptorOrder.RETRY)
	@ConditionalOnMissingBean(name = "messageRetry")
	RetryInterceptor messageRetry(TransactionPhases phases, ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<PlatformTransactionManager> managers) {
		boolean inTransactions = managers.stream().findAny().isPresent();
		return new RetryInterceptor(phases, new RetryAnnotations(beanFactory), inTransactions);
	}

}
