package com.resync.cqrs.idempotency;

import java.time.Duration;

import javax.sql.DataSource;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.resync.cqrs.HandlerFaultsException;
import com.resync.cqrs.spring.CqrsAutoConfiguration;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which store is used, by the beans and classes that are present. No test uses a
 * database.
 */
class IdempotencyAutoConfigurationTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CqrsAutoConfiguration.class, IdempotencyAutoConfiguration.class,

				DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
				JdbcClientAutoConfiguration.class));

	private final ApplicationContextRunner database = this.contexts.withBean("one", DataSource.class,
			IdempotencyAutoConfigurationTests::dataSource);

	private static DataSource dataSource() {
		return new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/postgres");
	}

	@Test
	void keysAreInMemoryIfThereIsNoDataSource() {
		this.contexts.run((context) -> assertThat(context).hasSingleBean(InMemoryIdempotencyStore.class)
			.hasBean("messageIdempotency")
			.hasBean("idempotencyMetrics")
			.doesNotHaveBean(ExpiredKeyRemoval.class));
	}

	@Test
	void keysAreInTheDatabaseOfAnyDataSource() {
		this.database.run((context) -> assertThat(context).hasSingleBean(JdbcIdempotencyStore.class)
			.hasSingleBean(IdempotencyStore.class)
			.hasSingleBean(ExpiredKeyRemoval.class)
			.doesNotHaveBean("idempotencyMetrics"));
	}

	@Test
	void severalDatabasesWithoutAPrimaryFailTheStartInsteadOfKeepingKeysInMemory() {
		this.database.withBean("other", DataSource.class, IdempotencyAutoConfigurationTests::dataSource)
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void severalTransactionManagersNeedOneThatIsNamed() {
		ApplicationContextRunner several = this.database
			.withBean("first", JdbcTransactionManager.class, () -> new JdbcTransactionManager(dataSource()))
			.withBean("second", JdbcTransactionManager.class, () -> new JdbcTransactionManager(dataSource()));
		several
			.run((context) -> assertThat(context).getFailure().rootCause().isInstanceOf(HandlerFaultsException.class));
		several.withPropertyValues("resync.cqrs.transaction-manager=second")
			.run((context) -> assertThat(context.getBean(JdbcIdempotencyStore.class).transactionManager)
				.isSameAs(context.getBean("second")));
	}

	@Test
	void storeOfTheApplicationTakesThePlace() {
		this.contexts.withBean(IdempotencyStore.class, () -> (command, key, fingerprint, run) -> run.get())
			.run((context) -> assertThat(context).hasSingleBean(IdempotencyStore.class).hasBean("messageIdempotency"));
		DataSource other = dataSource();
		this.database
			.withBean(JdbcIdempotencyStore.class,
					() -> new JdbcIdempotencyStore(JdbcClient.create(other), new JdbcTransactionManager(other),
							Duration.ofHours(1)))
			.run((context) -> assertThat(context).hasSingleBean(IdempotencyStore.class)
				.hasSingleBean(ExpiredKeyRemoval.class));
	}

	@Test
	void idempotencyCanBeSwitchedOff() {
		this.database.withPropertyValues("resync.cqrs.idempotency.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(IdempotencyStore.class)
				.doesNotHaveBean(IdempotencyInterceptor.class)
				.doesNotHaveBean(ExpiredKeyRemoval.class));
	}

	@Test
	void contextStartsWithoutTheLibrariesOfIdempotency() {
		this.contexts
			.withClassLoader(
					new FilteredClassLoader(Caffeine.class, JsonMapper.class, JdbcClient.class, MeterBinder.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(IdempotencyStore.class));
		this.contexts.withClassLoader(new FilteredClassLoader(MeterBinder.class, JdbcClient.class))
			.run((context) -> assertThat(context).hasSingleBean(InMemoryIdempotencyStore.class)
				.doesNotHaveBean("idempotencyMetrics"));
	}

}
