package com.resync.cqrs.idempotency;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class InMemoryIdempotencyStoreTests {

	private final AtomicLong now = new AtomicLong();

	private final AtomicInteger runs = new AtomicInteger();

	private final IdempotencyStore store = new InMemoryIdempotencyStore(Duration.ofHours(24), 2100, this.now::get);

	@Test
	void keyIsKnownForItsRetention() {
		assertThat(run("key", "payload")).isEqualTo(1);
		this.now.addAndGet(Duration.ofHours(24).toNanos() - 1);
		assertThat(run("key", "payload")).isEqualTo(1);
		this.now.addAndGet(1);
		assertThat(run("key", "payload")).isEqualTo(2);
	}

	@Test
	void otherPayloadIsRefusedForAsLong() {
		run("key", "payload");
		this.now.addAndGet(Duration.ofHours(24).toNanos() - 1);
		assertThatExceptionOfType(IdempotencyKeyReusedException.class).isThrownBy(() -> run("key", "other"));
		this.now.addAndGet(1);
		assertThat(run("key", "other")).isEqualTo(2);
	}

	@Test
	void fullStoreForgetsNothingAndTakesKeysAgainWhenOthersHaveLapsed() {
		run("1", "payload");
		run("2", "payload");
		run("3", "payload");
		assertThatExceptionOfType(IdempotencyStoreFullException.class).isThrownBy(() -> run("4", "payload"));
		assertThat(run("1", "payload")).isEqualTo(1);
		this.now.addAndGet(Duration.ofHours(24).toNanos());
		assertThat(run("4", "payload")).isEqualTo(4);
	}

	@Test
	void failureLeavesTheKeyUnused() {
		assertThatIllegalStateException().isThrownBy(() -> this.store.once(new Pay("payload"), key("key"), () -> {
			throw new IllegalStateException("refused");
		})).withMessage("refused");
		assertThat(run("key", "other")).isEqualTo(1);
	}

	@Test
	void absentResultIsAnsweredAgainToo() {
		for (int i = 0; i < 2; i++) {
			assertThat(this.store.<@Nullable Object>once(new Pay("payload"), key("key"), () -> {
				this.runs.incrementAndGet();
				return null;
			})).isNull();
		}
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void keyCountsForOneClassOfCommands() {
		run("key", "payload");
		assertThat(this.store.<Object>once(new Refund("payload"), key("key"), () -> "refunded")).isEqualTo("refunded");
	}

	@Test
	void retryWaitsForTheFirstAndTakesOverWhenItFails() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<Object> outcome = new CompletableFuture<>();
		CompletableFuture<Object> first = CompletableFuture
			.supplyAsync(() -> this.store.<Object>once(new Pay("payload"), key("key"), () -> {
				begun.countDown();
				return outcome.join();
			}));
		assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Object> retry = new CompletableFuture<>();
		Thread retrying = new Thread(() -> retry.complete(run("key", "other")));
		retrying.start();
		while (retrying.getState() != Thread.State.WAITING) {
			assertThat(retrying.isAlive()).isTrue();
			Thread.onSpinWait();
		}
		assertThat(this.runs).hasValue(0);
		outcome.completeExceptionally(new IllegalStateException("refused"));
		assertThat(retry.get(10, TimeUnit.SECONDS)).isEqualTo(1);
		assertThat(first).failsWithin(Duration.ofSeconds(10));
	}

	@Test
	void commandInsideItselfIsAFault() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.store.once(new Pay("payload"), key("key"), () -> run("key", "payload")))
			.withMessageContaining("the key of the one around it");
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

	private Object run(String key, String payload) {
		return this.store.once(new Pay(payload), key(key), this.runs::incrementAndGet);
	}

	private static IdempotencyKey key(String value) {
		return new IdempotencyKey(value);
	}

	record Pay(String payload) implements IdempotentCommand<Object> {

		@Override
		public IdempotencyKey idempotencyKey() {
			return key("unused");
		}

	}

	record Refund(String payload) implements IdempotentCommand<Object> {

		@Override
		public IdempotencyKey idempotencyKey() {
			return key("unused");
		}

	}

}
