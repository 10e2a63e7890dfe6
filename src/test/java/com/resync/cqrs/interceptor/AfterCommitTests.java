package com.resync.cqrs.interceptor;

import java.util.List;
import java.util.Objects;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.spring.CqrsAutoConfiguration;
import com.resync.postgres.WithPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Dispatches while the outer transaction is being committed or rolled back, with JDBC.
 */
class AfterCommitTests implements WithPostgres {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CqrsAutoConfiguration.class, InterceptorsAutoConfiguration.class))
		.withUserConfiguration(Application.class);

	@BeforeEach
	void createTable() throws Exception {
		SERVER.sql("DROP TABLE IF EXISTS after_commit; CREATE TABLE after_commit (id int PRIMARY KEY)");
	}

	@ParameterizedTest
	@CsvSource({ "LISTENER, USER", "LISTENER, DISPATCHER", "SYNCHRONIZATION, USER", "SYNCHRONIZATION, DISPATCHER",
			"COMPLETION, USER", "COMPLETION, DISPATCHER" })
	void dispatchAfterTheCommitRunsInATransactionOfItsOwn(Moment moment, Outer outer) {
		this.contexts.run((context) -> {
			outer.run(context, () -> {
				insert(context, 1);
				moment.register(context, () -> {
					insert(context, 2);
					insertAndFail(context, 3);
					// Whatever the first two left behind.
					insert(context, 4);
					insertAndFail(context, 5);
				});
			});
			assertThat(rows(context)).containsExactly(1, 2, 4);
		});
	}

	@Test
	void dispatchAfterTheRollbackRunsInATransactionOfItsOwn() {
		this.contexts.run((context) -> {
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> Outer.USER.run(context, () -> {
				insert(context, 1);
				Moment.COMPLETION.register(context, () -> {
					insert(context, 2);
					insertAndFail(context, 3);
				});
				throw new IllegalStateException();
			}));
			assertThat(rows(context)).containsExactly(2);
		});
	}

	@Test
	void nestedDispatchJoinsTheOneAfterTheCommit() {
		this.contexts.run((context) -> {
			Outer.USER.run(context,
					() -> Moment.SYNCHRONIZATION.register(context,
							() -> assertThatExceptionOfType(IllegalStateException.class)
								.isThrownBy(() -> context.getBean(Dispatcher.class).dispatch(new Run(() -> {
									insert(context, 1);
									throw new IllegalStateException();
								})))));
			assertThat(rows(context)).isEmpty();
		});
	}

	@Test
	void dispatchBeforeTheCommitJoins() {
		this.contexts.run((context) -> {
			assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> Outer.USER.run(context, () -> {
				insert(context, 1);
				Moment.BEFORE_COMMIT.register(context, () -> {
					insert(context, 2);
					insert(context, 1);
				});
			}));
			assertThat(rows(context)).isEmpty();
		});
	}

	@Test
	void transactionOfAnotherManagerIsNotTakenForTheOneThatIsCompleted() {
		this.contexts.run((context) -> {
			Outer.USER.run(context, () -> Moment.SYNCHRONIZATION.register(context, () -> {
				TransactionTemplate other = new TransactionTemplate(
						context.getBean("other", PlatformTransactionManager.class));
				assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> other.execute((status) -> {
					context.getBean(Dispatcher.class).dispatch(new InsertIntoOther(1));
					// Joins neither the completed transaction nor the other one.
					insert(context, 2);
					insertAndFail(context, 3);
					throw new IllegalStateException();
				}));
			}));
			assertThat(rows(context)).containsExactly(2);
		});
	}

	private static void insert(ApplicationContext context, int id) {
		context.getBean(Dispatcher.class).dispatch(new Insert(id, false));
	}

	private static void insertAndFail(ApplicationContext context, int id) {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> context.getBean(Dispatcher.class).dispatch(new Insert(id, true)));
	}

	private static List<Integer> rows(ApplicationContext context) {
		return context.getBean("jdbc", JdbcClient.class)
			.sql("SELECT id FROM after_commit ORDER BY id")
			.query(Integer.class)
			.list();
	}

	/** Who begins the outer transaction. */
	enum Outer {

		USER, DISPATCHER;

		void run(ApplicationContext context, Runnable work) {
			if (this == USER) {
				new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
					.executeWithoutResult((status) -> work.run());
			}
			else {
				context.getBean(Dispatcher.class).dispatch(new Run(work));
			}
		}

	}

	/** When the inner dispatch takes place. */
	enum Moment {

		LISTENER, SYNCHRONIZATION, COMPLETION, BEFORE_COMMIT;

		void register(ApplicationContext context, Runnable work) {
			if (this == LISTENER) {
				context.publishEvent(new Committed(work));
				return;
			}
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void beforeCommit(boolean readOnly) {
					runAt(BEFORE_COMMIT);
				}

				@Override
				public void afterCommit() {
					runAt(SYNCHRONIZATION);
				}

				@Override
				public void afterCompletion(int status) {
					runAt(COMPLETION);
				}

				private void runAt(Moment moment) {
					if (moment == Moment.this) {
						work.run();
					}
				}

			});
		}

	}

	record Committed(Runnable work) {
	}

	record Insert(int id, boolean failing) implements Command<@Nullable Void> {
	}

	record InsertIntoOther(int id) implements Command<@Nullable Void> {
	}

	record Run(Runnable work) implements Command<@Nullable Void> {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Application {

		@Bean
		@Primary
		PlatformTransactionManager main() {
			return new JdbcTransactionManager(new DriverManagerDataSource(SERVER.url()));
		}

		@Bean
		PlatformTransactionManager other() {
			return new JdbcTransactionManager(new DriverManagerDataSource(SERVER.url()));
		}

		@Bean
		JdbcClient jdbc(JdbcTransactionManager main) {
			return JdbcClient.create(Objects.requireNonNull(main.getDataSource()));
		}

		@Bean
		CommandHandler<Insert, @Nullable Void> insert(JdbcClient jdbc) {
			return (insert) -> {
				jdbc.sql("INSERT INTO after_commit VALUES (?)").param(insert.id()).update();
				if (insert.failing()) {
					throw new IllegalArgumentException();
				}
				return null;
			};
		}

		@Bean
		OtherHandler intoOther(@Qualifier("other") JdbcTransactionManager other) {
			return new OtherHandler(JdbcClient.create(Objects.requireNonNull(other.getDataSource())));
		}

		@Bean
		CommandHandler<Run, @Nullable Void> run() {
			return (run) -> {
				run.work().run();
				return null;
			};
		}

		@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
		void on(Committed committed) {
			committed.work().run();
		}

	}

	@Transactional(transactionManager = "other")
	record OtherHandler(JdbcClient jdbc) implements CommandHandler<InsertIntoOther, @Nullable Void> {

		@Override
		public @Nullable Void handle(InsertIntoOther insert) {
			this.jdbc.sql("INSERT INTO after_commit VALUES (?)").param(insert.id()).update();
			return null;
		}

	}

}
