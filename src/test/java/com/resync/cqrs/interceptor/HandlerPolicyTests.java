package com.resync.cqrs.interceptor;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.HandlerFaultsException;
import com.resync.cqrs.Query;
import com.resync.cqrs.QueryHandler;
import com.resync.cqrs.interceptor.StockInterceptorTests.RecordingTransactionManager;
import com.resync.cqrs.spring.CqrsAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The effect of {@code @Transactional} and {@code @Retryable} on a handler.
 */
class HandlerPolicyTests {

	private static final List<String> EVENTS = StockInterceptorTests.EVENTS;

	private final ApplicationContextRunner bare = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(TransactionAutoConfiguration.class, CqrsAutoConfiguration.class, InterceptorsAutoConfiguration.class));

	private final ApplicationContextRunner contexts = this.bare.withUserConfiguration(Handlers.class)
		.withBean(PlatformTransactionManager.class, RecordingTransactionManager::new);

	@BeforeEach
	void clear() {
		EVENTS.clear();
		PayHandler.ATTEMPTS.set(0);
		StubbornHandler.ATTEMPTS.set(0);
	}

	@Test
	void annotationOfTheMethodIsWhatAMessageRunsWith() {
		this.contexts.run((context) -> {
			assertThat(context.getBean(Dispatcher.class).dispatch(new Slow())).isEqualTo("without a transaction");
			assertThat(EVENTS).isEmpty();
		});
	}

	@Test
	void annotationOfARecordAppliesWithoutAProxy() {
		this.contexts.run((context) -> {
			assertThat(context.getBean(PeekHandler.class)).matches((bean) -> !AopUtils.isAopProxy(bean));
			assertThat(context.getBean(Dispatcher.class).dispatch(new Peek())).isEqualTo("read-only");
			assertThat(EVENTS).isEmpty();
		});
	}

	@Test
	void businessExceptionThatIsToCommitDoesSoAndArrives() {
		this.contexts.run((context) -> {
			assertThatExceptionOfType(Rejected.class)
				.isThrownBy(() -> context.getBean(Dispatcher.class).dispatch(new Pay(new Rejected())));
			assertThat(EVENTS).containsExactly("begin", "commit");
		});
	}

	@Test
	void handlerMayMarkItsTransactionForRollbackAsElsewhereInSpring() {
		this.contexts.run((context) -> {
			context.getBean(Dispatcher.class).dispatch(new Give());
			assertThat(EVENTS).containsExactly("begin", "rollback");
		});
	}

	@Test
	void transactionOfItsOwnIsBegunOnce() {
		this.contexts.run((context) -> {
			context.getBean(Dispatcher.class).dispatch(new Separate());
			assertThat(EVENTS).containsExactly("begin", "commit");
		});
	}

	@Test
	void otherMethodsOfAHandlerAreProxiedAsUsual() {
		this.contexts.run((context) -> {
			context.getBean(SeparateHandler.class).maintain();
			assertThat(EVENTS).containsExactly("begin", "maintained", "commit");
		});
	}

	@Test
	void handlerThatMustNotRunTwiceIsNotRetried() {
		this.contexts.run((context) -> {
			CannotAcquireLockException deadlock = new CannotAcquireLockException("40P01");
			assertThatThrownBy(() -> context.getBean(Dispatcher.class).dispatch(new Pay(deadlock))).isSameAs(deadlock);
			assertThat(PayHandler.ATTEMPTS).hasValue(1);
		});
	}

	@Test
	void handlerIsRetriedAsItSays() {
		this.contexts.withPropertyValues("retries=5").run((context) -> {
			Dispatcher dispatcher = context.getBean(Dispatcher.class);
			IOException failure = new IOException();
			assertThatThrownBy(() -> dispatcher.dispatch(new Stubborn(failure))).isSameAs(failure);
			assertThat(StubbornHandler.ATTEMPTS).hasValue(6);
			StubbornHandler.ATTEMPTS.set(0);
			assertThatExceptionOfType(CannotAcquireLockException.class)
				.isThrownBy(() -> dispatcher.dispatch(new Stubborn(new CannotAcquireLockException("40001"))));
			assertThat(StubbornHandler.ATTEMPTS).hasValue(1);
		});
	}

	@Test
	void handlerIsRetriedAsItSaysWithoutATransactionManager() {
		this.bare.withUserConfiguration(StubbornHandler.class).withPropertyValues("retries=2").run((context) -> {
			IOException failure = new IOException();
			assertThatThrownBy(() -> context.getBean(Dispatcher.class).dispatch(new Stubborn(failure)))
				.isSameAs(failure);
			assertThat(StubbornHandler.ATTEMPTS).hasValue(3);
		});
	}

	@Test
	void severalTransactionManagersWithoutAPrimaryOneFailTheStart() {
		this.bare.withUserConfiguration(SeparateHandler.class, GiveHandler.class)
			.withBean("one", PlatformTransactionManager.class, RecordingTransactionManager::new)
			.withBean("two", PlatformTransactionManager.class, RecordingTransactionManager::new)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(HandlerFaultsException.class, (ex) -> assertThat(ex.faults()).singleElement()
					.satisfies((fault) -> assertThat(fault.description()).contains("one,two"),
							(fault) -> assertThat(fault.action()).contains("resync.cqrs.transaction-manager"))));
	}

	@Test
	void transactionManagerIsNamedByAPropertyOrByTheHandler() {
		ApplicationContextRunner two = this.bare
			.withBean("one", PlatformTransactionManager.class, RecordingTransactionManager::new)
			.withBean("two", PlatformTransactionManager.class, RecordingTransactionManager::new);
		two.withUserConfiguration(GiveHandler.class, SeparateHandler.class)
			.withPropertyValues("resync.cqrs.transaction-manager=two")
			.run((context) -> {
				context.getBean(Dispatcher.class).dispatch(new Separate());
				assertThat(EVENTS).containsExactly("begin", "commit");
			});
		two.withUserConfiguration(NamingHandler.class).run((context) -> assertThat(context).hasNotFailed());
		two.withUserConfiguration(GiveHandler.class)
			.withPropertyValues("resync.cqrs.transaction-manager=three")
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("'three'"));
	}

	record Slow() implements Query<String> {
	}

	record Peek() implements Query<String> {
	}

	record Pay(RuntimeException failure) implements Command<@Nullable Void> {
	}

	record Give() implements Command<@Nullable Void> {
	}

	record Separate() implements Command<@Nullable Void> {
	}

	record Stubborn(Exception failure) implements Query<String> {
	}

	static class Rejected extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ SlowHandler.class, PeekHandler.class, PayHandler.class, GiveHandler.class, SeparateHandler.class,
			StubbornHandler.class })
	static class Handlers {

	}

	static class SlowHandler implements QueryHandler<Slow, String> {

		@Override
		@Transactional(propagation = Propagation.NOT_SUPPORTED)
		public String handle(Slow query) {
			return TransactionSynchronizationManager.isActualTransactionActive() ? "in a transaction"
					: "without a transaction";
		}

	}

	@Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
	record PeekHandler() implements QueryHandler<Peek, String> {

		@Override
		public String handle(Peek query) {
			assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isFalse();
			return TransactionSynchronizationManager.isCurrentTransactionReadOnly() ? "read-only" : "read-write";
		}

	}

	@Transactional(noRollbackFor = Rejected.class)
	@Retryable(maxRetries = 0, timeUnit = TimeUnit.SECONDS)
	static class PayHandler implements CommandHandler<Pay, @Nullable Void> {

		static final AtomicInteger ATTEMPTS = new AtomicInteger();

		@Override
		public @Nullable Void handle(Pay command) {
			ATTEMPTS.incrementAndGet();
			throw command.failure();
		}

	}

	@Transactional
	static class GiveHandler implements CommandHandler<Give, @Nullable Void> {

		@Override
		public @Nullable Void handle(Give command) {
			TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
			return null;
		}

	}

	static class SeparateHandler implements CommandHandler<Separate, @Nullable Void> {

		@Override
		@Transactional(propagation = Propagation.REQUIRES_NEW)
		public @Nullable Void handle(Separate command) {
			return null;
		}

		@Transactional
		public void maintain() {
			EVENTS.add("maintained");
		}

	}

	@Transactional(transactionManager = "two")
	static class NamingHandler implements CommandHandler<Give, @Nullable Void> {

		@Override
		public @Nullable Void handle(Give command) {
			return null;
		}

	}

	static class StubbornHandler implements QueryHandler<Stubborn, String> {

		static final AtomicInteger ATTEMPTS = new AtomicInteger();

		@Override
		@Retryable(includes = IOException.class, maxRetriesString = "${retries:1}", delay = 0)
		public String handle(Stubborn query) {
			ATTEMPTS.incrementAndGet();
			throw HandlerPolicyTests.<RuntimeException>sneaky(query.failure());
		}

	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
		throw (T) thrown;
	}

}
