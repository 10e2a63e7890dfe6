package com.resync.cqrs.idempotency;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(120)
class InMemoryIdempotencyStoreTests {

	private static final Duration RETENTION = Duration.ofHours(24);

	private static final Duration LONG = Duration.ofMinutes(10);

	private final AtomicLong now = new AtomicLong();

	private final AtomicInteger runs = new AtomicInteger();

	private final InMemoryIdempotencyStore store = store(1500, LONG);

	@Test
	void keyIsKnownForItsRetention() {
		assertThat(run("key", 1)).isEqualTo("1");
		pass(RETENTION.minusNanos(1));
		assertThat(run("key", 1)).isEqualTo("1");
		pass(Duration.ofNanos(1));
		assertThat(run("key", 1)).isEqualTo("2");
	}

	@Test
	void otherPayloadIsRefusedForAsLong() {
		run("key", 1);
		pass(RETENTION.minusNanos(1));
		assertThatExceptionOfType(IdempotencyKeyReusedException.class).isThrownBy(() -> run("key", 2));
		pass(Duration.ofNanos(1));
		assertThat(run("key", 2)).isEqualTo("2");
	}

	@Test
	void fullStoreForgetsNothingAndTakesKeysAgainWhenOthersHaveExpired() {
		run("1", 1);
		run("2", 1);
		run("3", 1);
		assertThatExceptionOfType(IdempotencyStoreFullException.class).isThrownBy(() -> run("4", 1));
		assertThat(run("1", 1)).isEqualTo("1");
		pass(RETENTION.plusSeconds(2)); // The cache looks for what has expired by
										// seconds.
		assertThat(run("4", 1)).isEqualTo("4");
	}

	@Test
	void limitCountsResults() {
		once("1", 1, () -> "x".repeat(1000));
		assertThat(this.store.bytes()).isBetween(1500L, 2000L);
		assertThatExceptionOfType(IdempotencyStoreFullException.class).isThrownBy(() -> run("2", 1));
	}

	@Test
	void runThatOutlastsTheRetentionRunsOnce() throws Exception {
		CompletableFuture<String> outcome = new CompletableFuture<>();
		CompletableFuture<String> first = begin(outcome);
		pass(RETENTION.multipliedBy(2));
		CompletableFuture<String> retry = new CompletableFuture<>();
		awaitWaiting(thread(() -> retry.complete(run("key", 1))));
		outcome.complete("first");
		assertThat(retry.get()).isEqualTo("first");
		assertThat(first.get()).isEqualTo("first");
		assertThat(run("key", 1)).isEqualTo("first");
		assertThat(this.runs).hasValue(0);
	}

	@Test
	void retryWaitsForTheFirstAndTakesOverWhenItFails() throws Exception {
		CompletableFuture<String> outcome = new CompletableFuture<>();
		CompletableFuture<String> first = begin(outcome);
		CompletableFuture<String> retry = new CompletableFuture<>();
		awaitWaiting(thread(() -> retry.complete(run("key", 2))));
		assertThat(this.runs).hasValue(0);
		outcome.completeExceptionally(new IllegalStateException("refused"));
		assertThat(retry.get()).isEqualTo("1");
		assertThat(first).failsWithin(LONG);
	}

	@Test
	void retryThatIsInterruptedGivesUp() throws Exception {
		CompletableFuture<String> outcome = new CompletableFuture<>();
		CompletableFuture<String> first = begin(outcome);
		AtomicBoolean interrupted = new AtomicBoolean();
		CompletableFuture<@Nullable Exception> failure = new CompletableFuture<>();
		Thread retry = thread(() -> {
			try {
				run("key", 1);
				failure.complete(null);
			}
			catch (IdempotencyKeyInUseException ex) {
				interrupted.set(Thread.currentThread().isInterrupted());
				failure.complete(ex);
			}
		});
		awaitWaiting(retry);
		retry.interrupt();
		assertThat(failure.get()).isInstanceOf(IdempotencyKeyInUseException.class);
		assertThat(interrupted).isTrue();
		outcome.complete("first");
		assertThat(first.get()).isEqualTo("first");
	}

	@Test
	void retryWaitsNoLongerThanItMay() throws Exception {
		InMemoryIdempotencyStore impatient = store(1500, Duration.ofMillis(1));
		String first = impatient.once("pay", new IdempotencyKey("key"), new byte[] { 1 }, () -> {
			assertThat(CompletableFuture
				.supplyAsync(() -> impatient.once("pay", new IdempotencyKey("key"), new byte[] { 1 }, () -> "retry")))
				.failsWithin(LONG)
				.withThrowableThat()
				.withCauseInstanceOf(IdempotencyKeyInUseException.class);
			return "first";
		});
		assertThat(first).isEqualTo("first");
	}

	@Test
	void springTxNeedNotBeOnTheClassPath() throws Exception {
		List<URL> urls = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			if (!entry.contains("spring-tx")) {
				urls.add(new File(entry).toURI().toURL());
			}
		}
		try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader())) {
			assertThat(loader.loadClass(WithoutTransactions.class.getName()).getMethod("run").invoke(null))
				.isEqualTo("1");
		}
	}

	/** Loaded by another class loader. */
	public static class WithoutTransactions {

		public static String run() {
			InMemoryIdempotencyStoreTests tests = new InMemoryIdempotencyStoreTests();
			tests.run("key", 1);
			return tests.run("key", 1);
		}

	}

	@Test
	void keyIsPrintableAscii() {
		assertThat(key(" ~").value()).isEqualTo(" ~");
		assertThatIllegalArgumentException().isThrownBy(() -> key(""));
		assertThatIllegalArgumentException().isThrownBy(() -> key("\n"));
		assertThatIllegalArgumentException().isThrownBy(() -> key("k".repeat(256)));
	}

	@Test
	void keyOfASubjectIsItsOwnWhateverItIsCalled() {
		assertThat(key("k").ownedBy("")).isEqualTo(key("k"));
		assertThat(key("k").ownedBy("a")).isEqualTo(key("k").ownedBy("a"))
			.isNotIn(key("k"), key("k").ownedBy("b"), key("kk").ownedBy("a"));
		assertThat(key("k".repeat(255)).ownedBy("\u00e9".repeat(5000)).value()).hasSize(64);
	}

	/** A first run that ends when its outcome is there. */
	private CompletableFuture<String> begin(CompletableFuture<String> outcome) throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<String> first = new CompletableFuture<>();
		thread(() -> {
			try {
				first.complete(once("key", 1, () -> {
					begun.countDown();
					return outcome.join();
				}));
			}
			catch (RuntimeException ex) {
				first.completeExceptionally(ex);
			}
		});
		begun.await();
		return first;
	}

	private static Thread thread(Runnable action) {
		Thread thread = new Thread(action);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private static void awaitWaiting(Thread thread) {
		while (thread.getState() != Thread.State.TIMED_WAITING) {
			assertThat(thread.isAlive()).isTrue();
			Thread.onSpinWait();
		}
	}

	private String run(String key, int payload) {
		return once(key, payload, () -> String.valueOf(this.runs.incrementAndGet()));
	}

	private String once(String key, int payload, Supplier<String> run) {
		return this.store.once("pay", key(key), new byte[] { (byte) payload }, run);
	}

	private InMemoryIdempotencyStore store(long maxBytes, Duration maxWait) {
		return new InMemoryIdempotencyStore(RETENTION, maxBytes, maxWait, this.now::get);
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
	}

	private static IdempotencyKey key(String value) {
		return new IdempotencyKey(value);
	}

}
