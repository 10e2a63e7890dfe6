package com.resync.cqrs.idempotency;

import java.time.Duration;

import javax.sql.DataSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Keeps idempotency keys in PostgreSQL. Active if there is a {@link DataSource} bean.
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration" })
@ConditionalOnClass({ JdbcClient.class, PlatformTransactionManager.class })
@ConditionalOnBooleanProperty(name = "resync.cqrs.idempotency.enabled", matchIfMissing = true)
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties(IdempotencyProperties.class)
public class JdbcIdempotencyAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(IdempotencyStore.class)
	JdbcIdempotencyStore idempotencyStore(JdbcClient jdbc, PlatformTransactionManager transactionManager,
			IdempotencyProperties properties) {
		return new JdbcIdempotencyStore(jdbc, transactionManager, properties.retention());
	}

	@Bean
	@ConditionalOnBean(JdbcIdempotencyStore.class)
	ExpiredKeyRemoval expiredKeyRemoval(JdbcIdempotencyStore store) {
		return new ExpiredKeyRemoval(store, Duration.ofMinutes(1));
	}

}
