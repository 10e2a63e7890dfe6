package com.resync.cqrs.spring;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;
import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.interceptor.InterceptorOrder;
import io.micrometer.core.instrument.binder.MeterBinder;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The {@link Dispatcher}. A dispatcher bean of the application's own takes its place.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration")
@EnableConfigurationProperties(CqrsProperties.class)
public class CqrsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(value = Dispatcher.class, search = SearchStrategy.CURRENT)
	SpringDispatcher dispatcher(ConfigurableListableBeanFactory beanFactory, CqrsProperties properties) {
		return new SpringDispatcher(beanFactory, properties);
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
