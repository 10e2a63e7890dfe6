package com.resync.cqrs.interceptor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.Query;
import com.resync.cqrs.QueryHandler;
import com.resync.cqrs.spring.CqrsAutoConfiguration;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.SmartTransactionObject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StockInterceptorTests {

	static final List<String> EVENTS = new ArrayList<>();

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class, CqrsAutoConfiguration.class,
				InterceptorsAutoConfiguration.class))
		.withUserConfiguration(Handlers.class);

	private final ApplicationContextRunner transactional = this.contexts.withBean(RecordingTransactionManager.class);

	@BeforeEach
	void clear() {
		EVENTS.clear();
	}

	@Test
	void dispatchesAreObserved() {
		ObservationRegistry registry = ObservationRegistry.create();
		this.contexts.withBean(ObservationRegistry.class, () -> registry).run((context) -> {
			Dispatcher dispatcher = context.getBean(Dispatcher.class);
			dispatcher.dispatch(new Write(() -> assertThat(registry.getCurrentObservation()).isNull()));
			registry.observationConfig().observationHandler(new RecordingObservations());
			dispatcher.dispatch(new Read("x"));
			assertThatThrownBy(() -> dispatcher.dispatch(new Write(() -> {
				throw new IllegalStateException("no");
			}))).isInstanceOf(IllegalStateException.class);
			assertThat(EVENTS).containsExactly(
					"cqrs.dispatch dispatch Read kind=query message=" + Read.class.getName() + " outcome=success null",
					"cqrs.dispatch dispatch Write kind=command message=" + Write.class.getName() + " outcome=failure "
							+ "java.lang.IllegalStateException: no");
			assertThat(registry.getCurrentObservation()).isNull();
		});
	}

	@Test
	void observationIsNamedByAConventionOfTheApplication() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new RecordingObservations());
		this.contexts.withBean(ObservationRegistry.class, () -> registry)
			.withBean(DispatchObservationConvention.class, () -> new DispatchObservationConvention() {

				@Override
				public KeyValues getLowCardinalityKeyValues(DispatchObservationContext context) {
					return KeyValues.of("text", String.valueOf(((Read) context.getMessage()).text()));
				}

			})
			.run((context) -> {
				context.getBean(Dispatcher.class).dispatch(new Read("x"));
				assertThat(EVENTS).containsExactly("cqrs.dispatch dispatch Read text=x null");
			});
	}

	@Test
	void refusalIsObservedAndBeginsNoTransaction() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new RecordingObservations());
		this.transactional.withBean(ObservationRegistry.class, () -> registry).run((context) -> {
			assertThatExceptionOfType(ConstraintViolationException.class)
				.isThrownBy(() -> context.getBean(Dispatcher.class).dispatch(new Write(null)));
			assertThat(EVENTS).singleElement().asString().contains("outcome=failure");
		});
	}

	@Test
	void commandRunsInATransactionAndQueryInAReadOnlyOne() {
		this.transactional.run((context) -> {
			context.getBean(Dispatcher.class).dispatch(new Write(() -> EVENTS.add("write")));
			context.getBean(Dispatcher.class).dispatch(new Read("x"));
			assertThat(EVENTS).containsExactly("begin", "write", "commit", "begin read-only", "commit");
		});
	}

	@Test
	void nestedDispatchJoinsTheTransaction() {
		this.transactional.run((context) -> {
			Dispatcher dispatcher = context.getBean(Dispatcher.class);
			dispatcher.dispatch(new Write(() -> {
				dispatcher.dispatch(new Read("x"));
				dispatcher.dispatch(new Write(() -> EVENTS.add("inner")));
			}));
			assertThat(EVENTS).containsExactly("begin", "inner", "commit");
		});
	}

	@Test
	void failureAnywhereRollsAllBackAndArrivesAsItWasThrown() {
		this.transactional.run((context) -> {
			Dispatcher dispatcher = context.getBean(Dispatcher.class);
			Error error = new AssertionError();
			assertThatThrownBy(() -> dispatcher.dispatch(new Write(() -> dispatcher.dispatch(new Write(() -> {
				throw error;
			}))))).isSameAs(error);
			assertThat(EVENTS).containsExactly("begin", "rollback");
			EVENTS.clear();
			IOException checked = new IOException();
			assertThatThrownBy(() -> dispatcher.dispatch(new Write(() -> sneak(checked)))).isSameAs(checked);
			assertThat(EVENTS).containsExactly("begin", "rollback");
		});
	}

	@Test
	void failureThatTheOuterHandlerSwallowsRollsBackAllTheSame() {
		this.transactional.run((context) -> {
			Dispatcher dispatcher = context.getBean(Dispatcher.class);
			assertThatExceptionOfType(UnexpectedRollbackException.class)
				.isThrownBy(() -> dispatcher.dispatch(new Write(() -> {
					try {
						dispatcher.dispatch(new Write(() -> {
							throw new IllegalStateException();
						}));
					}
					catch (IllegalStateException ex) {
						EVENTS.add("swallowed");
					}
				})));
			assertThat(EVENTS).containsExactly("begin", "swallowed", "rollback");
		});
	}

	@Test
	void failedRollbackIsThrownAndHoldsTheFailure() {
		this.transactional.run((context) -> {
			IllegalStateException failure = new IllegalStateException();
			context.getBean(RecordingTransactionManager.class).rollbackFails = true;
			assertThatThrownBy(() -> context.getBean(Dispatcher.class).dispatch(new Write(() -> {
				throw failure;
			}))).isSameAs(RecordingTransactionManager.FAILURE);
			assertThat(RecordingTransactionManager.FAILURE.getApplicationException()).isSameAs(failure);
		});
	}

	@Test
	void queryMayNotDispatchACommand() {
		this.transactional.withUserConfiguration(WritingQuery.class).run((context) -> {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> context.getBean(Dispatcher.class).dispatch(new Sneaky()))
				.withMessageContainingAll(Write.class.getName(), "its handler may not dispatch a command");
			assertThat(EVENTS).containsExactly("begin read-only", "rollback");
		});
	}

	@Test
	void queryInsideACommandMayNotDispatchACommandEither() {
		this.transactional.withUserConfiguration(WritingQuery.class).run((context) -> {
			Dispatcher dispatcher = context.getBean(Dispatcher.class);
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> dispatcher.dispatch(new Write(() -> dispatcher.dispatch(new Sneaky()))))
				.withMessageContaining("inside a query");
			EVENTS.clear();
			dispatcher.dispatch(new Write(() -> EVENTS.add("afterwards it may")));
			assertThat(EVENTS).containsExactly("begin", "afterwards it may", "commit");
		});
	}

	@Test
	void transactionalHandlerIsNotProxied() {
		this.transactional.withUserConfiguration(TransactionalHandlers.class).run((context) -> {
			assertThat(context.getBeansOfType(QueryHandler.class).values()).noneMatch(AopUtils::isAopProxy);
			assertThat(context.getBean(Dispatcher.class).dispatch(new Sneaky())).isEqualTo("joined");
			assertThat(EVENTS).containsExactly("begin read-only", "commit");
		});
	}

	@Test
	void transactionThatCannotBeginIsToldToTheCaller() {
		this.transactional.run((context) -> {
			context.getBean(RecordingTransactionManager.class).beginFails = true;
			assertThatExceptionOfType(CannotCreateTransactionException.class)
				.isThrownBy(() -> context.getBean(Dispatcher.class).dispatch(new Read("x")));
		});
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneak(Throwable ex) throws T {
		throw (T) ex;
	}

	record Write(@NotNull @Nullable Runnable action) implements Command<String> {
	}

	record Read(String text) implements Query<String> {
	}

	record Sneaky() implements Query<String> {
	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@Bean
		CommandHandler<Write, String> write() {
			return (write) -> {
				if (write.action() != null) {
					write.action().run();
				}
				return "written";
			};
		}

		@Bean
		QueryHandler<Read, String> read() {
			return Read::text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	@Import(JoiningHandler.class)
	static class TransactionalHandlers {

	}

	@Transactional(readOnly = true)
	static class JoiningHandler implements QueryHandler<Sneaky, String> {

		@Override
		public String handle(Sneaky query) {
			return "joined";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WritingQuery {

		@Bean
		QueryHandler<Sneaky, String> sneaky(Dispatcher dispatcher) {
			return (sneaky) -> dispatcher.dispatch(new Write(() -> EVENTS.add("written")));
		}

	}

	static class RecordingObservations implements ObservationHandler<Observation.Context> {

		@Override
		public void onStop(Observation.Context context) {
			StringBuilder keys = new StringBuilder();
			context.getLowCardinalityKeyValues()
				.forEach((key) -> keys.append(key.getKey()).append('=').append(key.getValue()).append(' '));
			EVENTS.add(context.getName() + " " + context.getContextualName() + " " + keys + context.getError());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	/**
	 * Follows Spring's rules of joining and rollback, and only records what it does.
	 */
	static class RecordingTransactionManager extends AbstractPlatformTransactionManager {

		static final TransactionSystemException FAILURE = new TransactionSystemException("rollback failed");

		private static final long serialVersionUID = 1L;

		private final transient Transaction transaction = new Transaction();

		private boolean beginFails;

		private boolean rollbackFails;

		@Override
		protected Object doGetTransaction() {
			return this.transaction;
		}

		@Override
		protected boolean isExistingTransaction(Object transaction) {
			return this.transaction.active;
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			if (this.beginFails) {
				throw new CannotCreateTransactionException("away");
			}
			EVENTS.add(definition.isReadOnly() ? "begin read-only" : "begin");
			this.transaction.active = true;
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			EVENTS.add("commit");
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
			if (this.rollbackFails) {
				throw FAILURE;
			}
			EVENTS.add("rollback");
		}

		@Override
		protected void doSetRollbackOnly(DefaultTransactionStatus status) {
			this.transaction.rollbackOnly = true;
		}

		@Override
		protected void doCleanupAfterCompletion(Object transaction) {
			this.transaction.active = false;
			this.transaction.rollbackOnly = false;
		}

	}

	static class Transaction implements SmartTransactionObject {

		private boolean active;

		private boolean rollbackOnly;

		@Override
		public boolean isRollbackOnly() {
			return this.rollbackOnly;
		}

	}

}
