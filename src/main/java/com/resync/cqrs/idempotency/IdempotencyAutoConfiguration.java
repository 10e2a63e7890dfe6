package com.resync.cqrs.idempotency;

import com.resync.cqrs.interceptor.InterceptorOrder;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * Runs {@link IdempotentCommand}s once for their keys. Active if there is an
 * {@link IdempotencyStore} bean. A bean named {@code messageIdempotency} takes the place
 * of the interceptor.
 */
@AutoConfiguration(after = { JdbcIdempotencyAutoConfiguration.class, InMemoryIdempotencyAutoConfiguration.class })
@ConditionalOnClass(JsonMapper.class)
@ConditionalOnBooleanProperty(name = "resync.cqrs.idempotency.enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(IdempotencyStore.class)
public class IdempotencyAutoConfiguration {

	@Bean
	@Order(InterceptorOrder.IDEMPOTENCY)
	@ConditionalOnMissingBean(name = "messageIdempotency")
	IdempotencyInterceptor messageIdempotency(IdempotencyStore store, ObjectProvider<JacksonModule> modules,
			ObjectProvider<CurrentSubject> subject) {
		return new IdempotencyInterceptor(store, new ResultMapper(modules.orderedStream().toList()),
				subject.getIfAvailable(() -> () -> ""));
	}

}
