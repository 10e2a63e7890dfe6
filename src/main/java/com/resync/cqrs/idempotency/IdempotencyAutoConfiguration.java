package com.resync.cqrs.idempotency;

import java.time.Duration;

import javax.sql.DataSource;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.resync.cqrs.HandlerFaultsException;
import com.resync.cqrs.interceptor.InterceptorOrder;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.StringUtils;

/**
 * Runs {@link IdempotentCommand}s once for their keys. Keys are in PostgreSQL if there is
 * a {@link DataSource} bean, and in memory otherwise. An {@link IdempotencyStore} bean
 * replaces both stores, a bean named {@code messageIdempotency} the interceptor. The
 * nested classes are not {@code @Configuration}s, so that component scans do not find
 * them before the {@code DataSource} is known.
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
				"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration" })
@ConditionalOnClass(JsonMapper.class)
@ConditionalOnBooleanProperty(name = "resync.cqrs.idempotency.enabled", matchIfMissing = true)
@EnableConfigurationProperties(IdempotencyProperties.class)
public class IdempotencyAutoConfiguration {

	@Bean
	@Order(InterceptorOrder.IDEMPOTENCY)
	@ConditionalOnSingleCandidate(IdempotencyStore.class)
	@ConditionalOnMissingBean(name = "messageIdempotency")
	IdempotencyInterceptor messageIdempotency(IdempotencyStore store, ObjectProvider<JacksonModule> modules,
			ObjectProvider<CurrentSubject> subject) {
		return new IdempotencyInterceptor(store, new ResultMapper(modules.orderedStream().toList()),
				subject.getIfAvailable(() -> () -> ""));
	}

	@ConditionalOnClass({ JdbcClient.class, PlatformTransactionManager.class })
	@ConditionalOnBean(DataSource.class)
	static class InDatabase {

		@Bean
		@ConditionalOnMissingBean(IdempotencyStore.class)
		JdbcIdempotencyStore idempotencyStore(JdbcClient jdbc, ObjectProvider<PlatformTransactionManager> managers,
				BeanFactory beans, @Value("${resync.cqrs.transaction-manager:}") String manager,
				IdempotencyProperties properties) {
			PlatformTransactionManager transactionManager = StringUtils.hasText(manager)
					? beans.getBean(manager, PlatformTransactionManager.class) : managers.getIfUnique();
			if (transactionManager == null) {
				throw new HandlerFaultsException(
						"Idempotency keys are kept in a database, but none of its transaction managers is primary",
						"Set resync.cqrs.transaction-manager to the name of one, or declare a JdbcIdempotencyStore bean.");
			}
			return new JdbcIdempotencyStore(jdbc, transactionManager, properties.retention());
		}

		@Bean
		@Lazy(false)
		@ConditionalOnBean(JdbcIdempotencyStore.class)
		ExpiredKeyRemoval expiredKeyRemoval(JdbcIdempotencyStore store) {
			return new ExpiredKeyRemoval(store, Duration.ofMinutes(1));
		}

	}

	@ConditionalOnClass(Caffeine.class)
	@ConditionalOnMissingBean({ IdempotencyStore.class, DataSource.class })
	@Import(InMemory.Metrics.class)
	static class InMemory {

		@Bean
		InMemoryIdempotencyStore idempotencyStore(IdempotencyProperties properties) {
			return new InMemoryIdempotencyStore(properties.retention(), properties.maxBytes(), Duration.ofSeconds(10),
					Ticker.systemTicker());
		}

		@ConditionalOnClass(MeterBinder.class)
		static class Metrics {

			@Bean
			MeterBinder idempotencyMetrics(InMemoryIdempotencyStore store) {
				return (registry) -> {
					Gauge.builder("cqrs.idempotency.memory.used", store, InMemoryIdempotencyStore::bytes)
						.description("Heap that idempotency keys and results use, estimated")
						.baseUnit(BaseUnits.BYTES)
						.register(registry);
					Gauge.builder("cqrs.idempotency.memory.max", store, InMemoryIdempotencyStore::maxBytes)
						.description("Heap that idempotency keys and results may use")
						.baseUnit(BaseUnits.BYTES)
						.register(registry);
				};
			}

		}

	}

}
