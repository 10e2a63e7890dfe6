package com.resync.cqrs.interceptor;

import io.micrometer.observation.ObservationRegistry;
import jakarta.validation.Validator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/**
 * The stock interceptors. Each is active if the library and the bean that it uses are
 * present, unless a property disables it or a bean of its name replaces it. The nested
 * classes are not {@code @Configuration}s, since component scans would find them too
 * early.
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration",
				"org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
				"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration" })
public class InterceptorsAutoConfiguration {

	@ConditionalOnClass(ObservationRegistry.class)
	static class Observing {

		@Bean
		@Order(InterceptorOrder.OBSERVATION)
		@ConditionalOnSingleCandidate(ObservationRegistry.class)
		@ConditionalOnMissingBean(name = "messageObservation")
		@ConditionalOnBooleanProperty(name = "resync.cqrs.observation", matchIfMissing = true)
		ObservationInterceptor messageObservation(ObservationRegistry registry,
				ObjectProvider<DispatchObservationConvention> convention) {
			return new ObservationInterceptor(registry, convention.getIfUnique());
		}

	}

	@ConditionalOnClass(Validator.class)
	static class Validating {

		@Bean
		@Order(InterceptorOrder.VALIDATION)
		@ConditionalOnSingleCandidate(Validator.class)
		@ConditionalOnMissingBean(name = "messageValidation")
		@ConditionalOnBooleanProperty(name = "resync.cqrs.validation", matchIfMissing = true)
		ValidationInterceptor messageValidation(Validator validator) {
			return new ValidationInterceptor(validator);
		}

	}

	@ConditionalOnClass(PlatformTransactionManager.class)
	@ConditionalOnBean(PlatformTransactionManager.class)
	@ConditionalOnMissingBean(name = "messageTransaction")
	@ConditionalOnBooleanProperty(name = "resync.cqrs.transaction", matchIfMissing = true)
	@Import(TransactionPhases.class)
	static class InTransactions {

		@Bean
		@Order(InterceptorOrder.TRANSACTION)
		TransactionalInterceptor messageTransaction(ObjectProvider<PlatformTransactionManager> managers,
				ObjectProvider<TransactionAttributeSource> attributes, TransactionPhases phases,
				@Value("${resync.cqrs.transaction-manager:}") String manager) {
			TransactionalInterceptor interceptor = new TransactionalInterceptor(phases,
					attributes.getIfUnique(AnnotationTransactionAttributeSource::new));
			interceptor.setTransactionManagerBeanName(manager);
			managers.ifUnique(interceptor::setTransactionManager);
			return interceptor;
		}

		@Bean
		static HandlerTransactionProxies handlerTransactionProxies(
				ObjectProvider<TransactionAttributeSource> attributes) {
			return new HandlerTransactionProxies(attributes);
		}

	}

	@ConditionalOnClass(PlatformTransactionManager.class)
	@ConditionalOnMissingBean(name = "messageRetry")
	@ConditionalOnBooleanProperty(name = "resync.cqrs.retry", matchIfMissing = true)
	@Import(TransactionPhases.class)
	static class Retrying {

		/** Without transactions there are no deadlocks to retry. */
		@Bean
		@Order(InterceptorOrder.RETRY)
		RetryInterceptor messageRetry(TransactionPhases phases, ConfigurableListableBeanFactory beanFactory,
				ObjectProvider<PlatformTransactionManager> managers) {
			boolean inTransactions = managers.stream().findAny().isPresent();
			return new RetryInterceptor(phases, beanFactory, inTransactions);
		}

	}

}
