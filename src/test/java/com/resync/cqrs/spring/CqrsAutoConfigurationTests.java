package com.resync.cqrs.spring;

import java.util.List;

import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Route;
import com.resync.cqrs.interceptor.InterceptorsAutoConfiguration;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which interceptors are active, by the beans that are present.
 */
class CqrsAutoConfigurationTests {

	private static final List<String> STOCK = List.of("messageObservation", "messageValidation", "messageRetry",
			"messageTransaction");

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class, CqrsAutoConfiguration.class,
				InterceptorsAutoConfiguration.class));

	private final ApplicationContextRunner full = this.contexts
		.withBean(ObservationRegistry.class, ObservationRegistry::create)
		.withBean(PlatformTransactionManager.class, NoTransactions::new);

	@Test
	void eachInterceptorIsActiveIfTheBeansItNeedsArePresent() {
		this.contexts
			.run((context) -> assertThat(interceptors(context)).containsExactly("messageValidation", "messageRetry"));
		this.full.run((context) -> assertThat(interceptors(context)).containsExactlyElementsOf(STOCK));
	}

	@ParameterizedTest
	@ValueSource(strings = { "observation", "validation", "retry", "transaction" })
	void eachInterceptorCanBeSwitchedOff(String name) {
		this.full.withPropertyValues("resync.cqrs." + name + "=false")
			.run((context) -> assertThat(interceptors(context)).hasSize(3).allMatch((other) -> !isCalled(other, name)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "messageObservation", "messageValidation", "messageRetry", "messageTransaction" })
	void beanOfTheApplicationTakesThePlaceOfAStockInterceptor(String name) {
		this.full.withBean(name, Own.class).run((context) -> assertThat(context.getBean(name)).isInstanceOf(Own.class));
	}

	private static boolean isCalled(String interceptor, String name) {
		return interceptor.equalsIgnoreCase("message" + name);
	}

	/** Without those of others, such as idempotency. */
	private static List<String> interceptors(ConfigurableApplicationContext context) {
		return context.getBean(SpringDispatcher.class).table().interceptors().stream().filter(STOCK::contains).toList();
	}

	static class Own implements Interceptor {

		@Override
		public Next around(Route route, Next next) {
			return (message) -> next.proceed(message);
		}

	}

	static class NoTransactions implements PlatformTransactionManager {

		@Override
		public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
			return new SimpleTransactionStatus();
		}

		@Override
		public void commit(TransactionStatus status) {
		}

		@Override
		public void rollback(TransactionStatus status) {
		}

	}

}
