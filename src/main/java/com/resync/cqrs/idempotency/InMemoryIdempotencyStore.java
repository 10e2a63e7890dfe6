package com.resync.cqrs.idempotency;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Stores keys and results in memory. The retention of a result begins at the end of its
 * run or, in a transaction, at the commit.
 */
class InMemoryIdempotencyStore implements IdempotencyStore {

	/**
	 * A run counts toward the limit, and begins to expire, when it ends. A run that ends
	 * without an answer is removed.
	 */
	private final AsyncCache<Slot, Answer> runs;

	private final long maxBytes;

	private final Duration maxWait;

	/**
	 * Creates a store.
	 * @param maxBytes the estimated limit of the heap that it uses
	 * @param maxWait how long a retry waits for the first run
	 */
	InMemoryIdempotencyStore(Duration retention, long maxBytes, Duration maxWait, Ticker ticker) {
		this.runs = Caffeine.newBuilder()
			.expireAfterWrite(retention)
			.weigher(InMemoryIdempotencyStore::weight)
			.maximumWeight(Long.MAX_VALUE)
			.ticker(ticker)
			.executor(Runnable::run)
			.buildAsync();
		this.maxBytes = maxBytes;
		this.maxWait = maxWait;
	}

	/** A character takes a byte, as keys and results are ASCII. */
	private static int weight(Slot slot, Answer answer) {
		return 500 + slot.key.value().length() + answer.result.length();
	}

	@Override
	public String once(String command, IdempotencyKey key, byte[] fingerprint, Supplier<String> run) {
		Slot slot = new Slot(command, key);
		Run mine = new Run();
		for (Run first = claim(slot, mine); first != null; first = claim(slot, mine)) {
			Answer answer = first.await(this.maxWait);
			if (answer != null && !MessageDigest.isEqual(answer.fingerprint, fingerprint)) {
				throw new IdempotencyKeyReusedException();
			}
			if (answer != null) {
				return answer.result;
			}
		}
		return run(mine, fingerprint, run);
	}

	/** The run that has the slot, {@code null} if it was free and is now taken. */
	private @Nullable Run claim(Slot slot, Run mine) {
		CompletableFuture<Answer> first = this.runs.getIfPresent(slot);
		if (first == null) {
			requireSpace();
			first = this.runs.asMap().putIfAbsent(slot, mine);
		}
		return (Run) first;
	}

	private void requireSpace() {
		if (bytes() >= this.maxBytes) {
			this.runs.synchronous().cleanUp();
			if (bytes() >= this.maxBytes) {
				throw new IdempotencyStoreFullException();
			}
		}
	}

	private static String run(Run mine, byte[] fingerprint, Supplier<String> run) {
		try {
			Answer answer = new Answer(fingerprint, run.get());
			mine.uncommitted = answer;
			TransactionOutcome.whenKnown((committed) -> mine.complete(committed ? answer : null));
			return answer.result;
		}
		catch (Throwable ex) {
			mine.complete(null);
			throw ex;
		}
	}

	long bytes() {
		return this.runs.synchronous().policy().eviction().orElseThrow().weightedSize().orElseThrow();
	}

	long maxBytes() {
		return this.maxBytes;
	}

	private record Slot(String command, IdempotencyKey key) {
	}

	private record Answer(byte[] fingerprint, String result) {
	}

	/** Completed with {@code null} if the run failed or was rolled back. */
	private static final class Run extends CompletableFuture<Answer> {

		private final long runner = Thread.currentThread().getId();

		/** Seen only by the thread of the run. */
		private @Nullable Answer uncommitted;

		private @Nullable Answer await(Duration maxWait) {
			if (this.runner == Thread.currentThread().getId() && !isDone()) {
				Assert.state(this.uncommitted != null,
						"A command was dispatched with the key of the command around it");
				return this.uncommitted;
			}
			try {
				return get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IdempotencyKeyInUseException();
			}
			catch (TimeoutException | ExecutionException ex) {
				throw new IdempotencyKeyInUseException();
			}
		}

	}

}
