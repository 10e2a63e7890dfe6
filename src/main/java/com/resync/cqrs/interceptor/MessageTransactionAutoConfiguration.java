package com.resync.cqrs.interceptor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.util.StringUtils;

/**
 * Runs messages in transactions, if a {@link PlatformTransactionManager} bean is present.
 * A bean named {@code messageTransaction} takes the place of the interceptor.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
		"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration" })
@ConditionalOnClass(PlatformTransactionManager.class)
@ConditionalOnBean(PlatformTransactionManager.class)
@ConditionalOnMissingBean(name = "messageTransaction")
@ConditionalOnBooleanProperty(name = "resync.cqrs.transaction", matchIfMissing = true)
@Import(TransactionPhases.class)
public class MessageTransactionAutoConfiguration {

	@Bean
	@Order(InterceptorOrder.TRANSACTION)
	TransactionalInterceptor messageTransaction(ObjectProvider<PlatformTransactionManager> managers,
			ObjectProvider<TransactionAttributeSource> attributes, TransactionPhases phases,
			@Value("${resync.cqrs.transaction-manager:}") String manager) {
		TransactionalInterceptor interceptor = new TransactionalInterceptor(phases,
				attributes.getIfUnique(AnnotationTransactionAttributeSource::new));
		if (StringUtils.hasText(manager)) {
			interceptor.setTransactionManagerBeanName(manager);
		}
		else {
			managers.ifUnique(interceptor::setTransactionManager);
		}
		return interceptor;
	}

	@Bean
	static HandlerTransactionProxies handlerTransactionProxies(ObjectProvider<TransactionAttributeSource> attributes) {
		return new HandlerTransactionProxies(attributes);
	}

}
