package com.resync.web;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestExecutorTests {

	private final RequestExecutor executor = new RequestExecutor(2, 3);

	private final CountDownLatch leave = new CountDownLatch(1);

	@AfterEach
	void stop() {
		this.leave.countDown();
		this.executor.shutdownNow();
	}

	@Test
	void threadsThatAllWaitGetCompanyUpToTheLimit() throws Exception {
		CountDownLatch third = new CountDownLatch(1);
		CountDownLatch rest = new CountDownLatch(1);
		waitInAThread();
		waitInAThread();
		this.executor.execute(third::countDown);
		Thread.sleep(50);
		this.executor.execute(() -> {
		});
		assertThat(third.await(10, TimeUnit.SECONDS)).isTrue();
		waitInAThread();
		Thread.sleep(50);
		this.executor.execute(rest::countDown);
		Thread.sleep(50);
		this.executor.execute(() -> {
		});
		assertThat(rest.await(100, TimeUnit.MILLISECONDS)).isFalse();
		assertThat(this.executor.getPoolSize()).isEqualTo(3);
		this.leave.countDown();
		assertThat(rest.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void taskKnowsHowLongItWaited() throws Exception {
		Collection<Long> waited = new ConcurrentLinkedQueue<>();
		CountDownLatch done = new CountDownLatch(1);
		for (int i = 0; i < 3; i++) {
			waitInAThread();
			Thread.sleep(50);
		}
		this.executor.execute(() -> {
			waited.add(RequestExecutor.waited());
			done.countDown();
		});
		Thread.sleep(50);
		this.leave.countDown();
		assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(waited).hasSize(1).allMatch((nanos) -> nanos >= 50_000_000);
		assertThat(RequestExecutor.waited()).isZero();
	}

	@Test
	void stoppedExecutorTakesNothing() {
		this.executor.shutdown();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.executor.execute(List::of));
	}

	private void waitInAThread() {
		this.executor.execute(() -> {
			try {
				this.leave.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
	}

}
