package com.resync.cqrs.spring;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;
import com.resync.cqrs.Dispatcher;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import jakarta.validation.Validator;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The {@link Dispatcher} and the stock interceptors, each where what it needs is there.
 */
@AutoConfiguration(after = ValidationAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration" })
@EnableConfigurationProperties(CqrsProperties.class)
class CqrsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(value = Dispatcher.class, search = SearchStrategy.CURRENT)
	SpringDispatcher dispatcher(ConfigurableListableBeanFactory beanFactory, CqrsProperties properties) {
		return new SpringDispatcher(beanFactory, properties);
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	HandlersEndpoint handlersEndpoint(ObjectProvider<SpringDispatcher> dispatcher) {
		return new HandlersEndpoint(dispatcher);
	}

	@Bean
	@Order(InterceptorOrder.OBSERVATION)
	@ConditionalOnSingleCandidate(ObservationRegistry.class)
	@ConditionalOnBooleanProperty(name = "resync.cqrs.observation", matchIfMissing = true)
	ObservationInterceptor messageObservation(ObservationRegistry registry) {
		return new ObservationInterceptor(registry);
	}

	@Bean
	@Order(InterceptorOrder.VALIDATION)
	@ConditionalOnSingleCandidate(Validator.class)
	@ConditionalOnBooleanProperty(name = "resync.cqrs.validation", matchIfMissing = true)
	ValidationInterceptor messageValidation(Validator validator) {
		return new ValidationInterceptor(validator);
	}

	@Bean
	@Order(InterceptorOrder.TRANSACTION)
	@ConditionalOnSingleCandidate(PlatformTransactionManager.class)
	@ConditionalOnBooleanProperty(name = "resync.cqrs.transaction", matchIfMissing = true)
	TransactionalInterceptor messageTransaction(PlatformTransactionManager transactionManager) {
		return new TransactionalInterceptor(transactionManager);
	}

	@Bean
	@Order(InterceptorOrder.RETRY)
	@ConditionalOnSingleCandidate(PlatformTransactionManager.class)
	@ConditionalOnBooleanProperty(name = "resync.cqrs.retry", matchIfMissing = true)
	RetryInterceptor messageRetry(ObjectProvider<ConnectionLossListener> listeners) {
		return new RetryInterceptor((cause) -> listeners.forEach((listener) -> listener.connectionLost(cause)));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "resync.cqrs.idempotency.enabled", matchIfMissing = true)
	IdempotencyStore idempotencyStore(CqrsProperties properties, ObjectProvider<JdbcClient> jdbc,
			ObjectProvider<PlatformTransactionManager> transactionManager, ObjectProvider<JsonMapper> mapper) {
		Duration retention = properties.idempotency().retention();
		JdbcClient database = jdbc.getIfUnique();
		return (database != null)
				? new JdbcIdempotencyStore(database, transactionManager.getObject(), mapper.getObject(), retention)
				: new InMemoryIdempotencyStore(retention, properties.idempotency().maxBytes(), Ticker.systemTicker());
	}

	@Bean
	@ConditionalOnClass(MeterBinder.class)
	@ConditionalOnSingleCandidate(IdempotencyStore.class)
	IdempotencyMetrics idempotencyMetrics(IdempotencyStore store) {
		return new IdempotencyMetrics(store);
	}

	@Bean
	@Order(InterceptorOrder.IDEMPOTENCY)
	@ConditionalOnSingleCandidate(IdempotencyStore.class)
	@ConditionalOnBooleanProperty(name = "resync.cqrs.idempotency.enabled", matchIfMissing = true)
	IdempotencyInterceptor messageIdempotency(IdempotencyStore store, ObjectProvider<CurrentSubject> subject) {
		return new IdempotencyInterceptor(store, subject.getIfAvailable(() -> () -> ""));
	}

}
