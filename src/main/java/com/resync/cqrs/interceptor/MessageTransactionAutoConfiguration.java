package com.resync.cqrs.interceptor;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Runs messages in transactions, if a {@link PlatformTransactionManager} bean is present.
 * A bean named {@code messageTransaction} takes the place of the interceptor.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
		"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration" })
@ConditionalOnClass(PlatformTransactionManager.class)
@ConditionalOnBooleanProperty(name = "resync.cqrs.transaction", matchIfMissing = true)
public class MessageTransactionAutoConfiguration {

	@Bean
	@Order(InterceptorOrder.TRANSACTION)
	@ConditionalOnSingleCandidate(PlatformTransactionManager.class)
	@ConditionalOnMissingBean(name = "messageTransaction")
	TransactionalInterceptor messageTransaction(PlatformTransactionManager transactionManager) {
		return new TransactionalInterceptor(transactionManager);
	}

}
