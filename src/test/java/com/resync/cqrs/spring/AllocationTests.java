package com.resync.cqrs.spring;

import java.lang.management.ManagementFactory;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.HandlerTable;
import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import com.resync.cqrs.Query;
import com.resync.cqrs.QueryHandler;
import com.resync.cqrs.Route;
import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A dispatch allocates nothing once its classes are initialized.
 */
class AllocationTests {

	private static final int DISPATCHES = 100_000;

	/** Lets the result escape, so that no allocation is optimized away with it. */
	private @Nullable Integer sink;

	private Message<Integer> message = new Increment(1);

	@Test
	void dispatchAllocatesNothing() {
		assertThat(bytesPerDispatch(HandlerTable.builder().command(Increment.class, Increment::by).build())).isZero();
	}

	@Test
	void dispatchThroughInterceptorsAllocatesNothing() {
		assertThat(bytesPerDispatch(HandlerTable.builder()
			.command(Increment.class, Increment::by)
			.interceptor("a", new PassingOn())
			.interceptor("b", new PassingOn())
			.interceptor("c", new PassingOn())
			.build())).isZero();
	}

	@Test
	void dispatchThroughTheBeanAllocatesNothing() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(CqrsAutoConfiguration.class))
			.withBean(IncrementHandler.class)
			.withBean(ReadHandler.class)
			.run((context) -> {
				assertThat(bytesPerDispatch(context.getBean(Dispatcher.class))).isZero();
				this.message = new Read(1);
				assertThat(bytesPerDispatch(context.getBean(Dispatcher.class))).isZero();
			});
	}

	@Test
	void measurementSeesAnAllocation() {
		assertThat(bytesPerDispatch(HandlerTable.builder()
			.command(Increment.class, (increment) -> Integer.valueOf(1000 + increment.by().hashCode()))
			.build())).isPositive();
	}

	private long bytesPerDispatch(Dispatcher dispatcher) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long id = Thread.currentThread().getId();
		dispatchAll(dispatcher);
		long before = threads.getThreadAllocatedBytes(id);
		dispatchAll(dispatcher);
		long bytes = threads.getThreadAllocatedBytes(id) - before;
		assertThat(this.sink).isNotNull();
		// What the JVM itself allocates meanwhile is far less than a byte for each.
		return Math.round(bytes / (double) DISPATCHES);
	}

	private void dispatchAll(Dispatcher dispatcher) {
		for (int i = 0; i < DISPATCHES; i++) {
			this.sink = dispatcher.dispatch(this.message);
		}
	}

	record Read(Integer value) implements Query<Integer> {
	}

	static class ReadHandler implements QueryHandler<Read, Integer> {

		@Override
		public Integer handle(Read query) {
			return query.value();
		}

	}

	record Increment(Integer by) implements Command<Integer> {
	}

	static class IncrementHandler implements CommandHandler<Increment, Integer> {

		@Override
		public Integer handle(Increment command) {
			return command.by();
		}

	}

	static class PassingOn implements Interceptor {

		@Override
		public Next around(Route route, Next next) {
			return (message) -> next.proceed(message);
		}

	}

}
