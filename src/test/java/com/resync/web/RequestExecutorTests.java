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
import static org.awaitility.Awaitility.await;

class RequestExecutorTests {

	private final RequestExecutor executor = new RequestExecutor(2, 3);

	private final CountDownLatch leave = new CountDownLatch(1);

	@AfterEach
	void stop() {
		this.leave.countDown();
		this.executor.shutdownNow();
	}

	@Test
	void threadsThatWaitForLongGetCompanyUpToTheLimit() throws Exception {
		CountDownLatch third = new CountDownLatch(1);
		CountDownLatch rest = new CountDownLatch(1);
		waitInAThread();
		waitInAThread();
		this.executor.execute(third::countDown);
		assertThat(third.await(10, TimeUnit.SECONDS)).isTrue();
		waitInAThread();
		this.executor.execute(rest::countDown);
		assertThat(rest.await(1, TimeUnit.SECONDS)).isFalse();
		assertThat(this.executor.getPoolSize()).isEqualTo(3);
		this.leave.countDown();
		assertThat(rest.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void threadsThatWaitOftenGetCompanyForAsLongAsItIsNeeded() {
		for (int i = 0; i < 1000; i++) {
			this.executor.execute(() -> sleep(5));
		}
		await().untilAsserted(() -> assertThat(this.executor.getPoolSize()).isEqualTo(3));
		await().untilAsserted(() -> {
			this.executor.execute(() -> sleep(1));
			assertThat(this.executor.getPoolSize()).isEqualTo(2);
		});
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

	private static void sleep(int millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
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
