package com.resync.cqrs;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A dispatch allocates nothing, compiled or not.
 */
class AllocationTests {

	private static final int DISPATCHES = 100_000;

	private final Increment message = new Increment(1);

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
		return (threads.getThreadAllocatedBytes(id) - before) / DISPATCHES;
	}

	private void dispatchAll(Dispatcher dispatcher) {
		for (int i = 0; i < DISPATCHES; i++) {
			dispatcher.dispatch(this.message);
		}
	}

	record Increment(Integer by) implements Command<Integer> {
	}

	static class PassingOn implements Interceptor {

		@Override
		public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
			return next.proceed(message);
		}

	}

}
