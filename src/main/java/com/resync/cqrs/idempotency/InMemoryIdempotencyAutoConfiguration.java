package com.resync.cqrs.idempotency;

import java.time.Duration;

import javax.sql.DataSource;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Keeps idempotency keys in memory. Active if there is no {@link DataSource} bean.
 */
@AutoConfiguration(after = JdbcIdempotencyAutoConfiguration.class)
@ConditionalOnClass(Caffeine.class)
@ConditionalOnBooleanProperty(name = "resync.cqrs.idempotency.enabled", matchIfMissing = true)
@ConditionalOnMissingBean({ IdempotencyStore.class, DataSource.class })
@EnableConfigurationProperties(IdempotencyProperties.class)
public class InMemoryIdempotencyAutoConfiguration {

	private static final Duration MAX_WAIT = Duration.ofSeconds(10);

	@Bean
	InMemoryIdempotencyStore idempotencyStore(IdempotencyProperties properties) {
		return new InMemoryIdempotencyStore(properties.retention(), properties.maxBytes(), MAX_WAIT,
				Ticker.systemTicker());
	}

	/** No {@code @Configuration}, so that a component scan does not find it alone. */
	@ConditionalOnClass(MeterBinder.class)
	static class Metrics {

		@Bean
		IdempotencyMetrics idempotencyMetrics(InMemoryIdempotencyStore store) {
			return new IdempotencyMetrics(store);
		}

	}

}
