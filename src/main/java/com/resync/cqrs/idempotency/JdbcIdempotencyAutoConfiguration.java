package com.resync.cqrs.idempotency;

import javax.sql.DataSource;

import tools.jackson.databind.json.JsonMapper;

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
@ConditionalOnClass({ JdbcClient.class, PlatformTransactionManager.class, JsonMapper.class })
@ConditionalOnBooleanProperty(name = "resync.cqrs.idempotency.enabled", matchIfMissing = true)
@ConditionalOnBean(DataSource.class)
@ConditionalOnMissingBean(IdempotencyStore.class)
@EnableConfigurationProperties(IdempotencyProperties.class)
public class JdbcIdempotencyAutoConfiguration {

	@Bean
	JdbcIdempotencyStore idempotencyStore(JdbcClient jdbc, PlatformTransactionManager transactionManager,
			JsonMapper mapper, IdempotencyProperties properties) {
		return new JdbcIdempotencyStore(jdbc, transactionManager, mapper, properties.retention());
	}

}
