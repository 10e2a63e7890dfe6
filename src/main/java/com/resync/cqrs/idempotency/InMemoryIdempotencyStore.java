package com.resync.cqrs.idempotency;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Stores keys and results in memory. The retention of a result begins at the end of its
 * run or, in a transaction, at the commit.
 */
class InMemoryIdempotencyStore implements IdempotencyStore {

	private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

	private final Cache<Slot, Entry> entries;

	private final long maxBytes;

	private final Duration maxWait;

	/**
	 * Creates a store.
	 * @param maxBytes the estimated limit of the heap that it uses
	 * @param maxWait how long a retry waits for the first run
	 */
	InMemoryIdempotencyStore(Duration retention, long maxBytes, Duration maxWait, Ticker ticker) {
		this.entries = Caffeine.newBuilder()
			.expireAfter(Expiry.<Slot, Entry>writing((slot, entry) -> entry.outcome.isDone() ? retention : FOREVER))
			.weigher((slot, entry) -> 500 + slot.key.value().length() + entry.size())
			.ticker(ticker)
			.maximumWeight(Long.MAX_VALUE)
			.executor(Runnable::run)
			.build();
		this.maxBytes = maxBytes;
		this.maxWait = maxWait;
	}

	@Override
	public String once(String command, IdempotencyKey key, byte[] fingerprint, Supplier<String> run) {
		Slot slot = new Slot(command, key);
		Entry mine = new Entry(fingerprint);
		for (Entry first = claim(slot, mine); first != null; first = claim(slot, mine)) {
			String result = first.await(this.maxWait);
			if (result != null && !MessageDigest.isEqual(first.fingerprint, fingerprint)) {
				throw new IdempotencyKeyReusedException();
			}
			if (result != null) {
				return result;
			}
		}
		return run(slot, mine, run);
	}

	/** The entry that has the slot, {@code null} if it was free and is now taken. */
	private @Nullable Entry claim(Slot slot, Entry mine) {
		Entry first = this.entries.getIfPresent(slot);
		if (first != null) {
			return first;
		}
		if (bytes() >= this.maxBytes) {
			this.entries.cleanUp();
			if (bytes() >= this.maxBytes) {
				throw new IdempotencyStoreFullException();
			}
		}
		return this.entries.asMap().putIfAbsent(slot, mine);
	}

	private String run(Slot slot, Entry mine, Supplier<String> run) {
		try {
			String result = run.get();
			mine.uncommitted = result;
			TransactionOutcome.whenKnown((committed) -> end(slot, mine, committed ? result : null));
			return result;
		}
		catch (Throwable ex) {
			end(slot, mine, null);
			throw ex;
		}
	}

	/** A result counts with its size, and for the retention from now. */
	private void end(Slot slot, Entry mine, @Nullable String result) {
		if (result == null) {
			this.entries.asMap().remove(slot, mine);
		}
		mine.outcome.complete(result);
		if (result != null) {
			this.entries.put(slot, mine);
		}
	}

	long bytes() {
		return this.entries.policy().eviction().orElseThrow().weightedSize().orElseThrow();
	}

	long maxBytes() {
		return this.maxBytes;
	}

	private record Slot(String command, IdempotencyKey key) {
	}

	private static final class Entry {

		private final byte[] fingerprint;

		private final long runner = Thread.currentThread().getId();

		/** The result, {@code null} if the run failed or was rolled back. */
		private final CompletableFuture<@Nullable String> outcome = new CompletableFuture<>();

		/** Seen only by the thread of the run. */
		private @Nullable String uncommitted;

		private Entry(byte[] fingerprint) {
			this.fingerprint = fingerprint;
		}

		/** A character takes a byte, as results are ASCII. */
		private int size() {
			String result = this.outcome.getNow("");
			return (result != null) ? result.length() : 0;
		}

		private @Nullable String await(Duration maxWait) {
			if (this.runner == Thread.currentThread().getId() && !this.outcome.isDone()) {
				Assert.state(this.uncommitted != null,
						"A command was dispatched with the key of the command around it");
				return this.uncommitted;
			}
			try {
				return this.outcome.get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
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
