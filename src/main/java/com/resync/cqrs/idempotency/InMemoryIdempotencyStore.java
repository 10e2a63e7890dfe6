package com.resync.cqrs.idempotency;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Keeps keys and answers in memory. For commands whose effects are in memory too: it
 * knows nothing of a transaction that is rolled back later.
 */
class InMemoryIdempotencyStore implements IdempotencyStore {

	private final Cache<Slot, Entry> entries;

	private final long maxBytes;

	/**
	 * Creates a store.
	 * @param maxBytes how much of the heap it may take, about
	 */
	InMemoryIdempotencyStore(Duration retention, long maxBytes, Ticker ticker) {
		this.entries = Caffeine.newBuilder()
			.weigher(InMemoryIdempotencyStore::room)
			.expireAfterWrite(retention)
			.ticker(ticker)
			.maximumWeight(Long.MAX_VALUE)
			.executor(Runnable::run)
			.build();
		this.maxBytes = maxBytes;
	}

	/** Rather too many: the payload counts twice, since the answer may hold another. */
	private static int room(Slot slot, Entry entry) {
		return 1000 + 2 * (slot.key.value().length() + 2 * entry.payload.toString().length());
	}

	@Override
	@SuppressWarnings("unchecked")
	public <R extends @Nullable Object> R once(IdempotentCommand<R> command, IdempotencyKey key, Supplier<R> run) {
		Slot slot = new Slot(command.getClass(), key);
		Entry mine = new Entry(command.payload(), Thread.currentThread().getId(), new CompletableFuture<>());
		for (Entry first = claim(slot, mine); first != null; first = claim(slot, mine)) {
			Answer<R> answer = (Answer<R>) first.await();
			if (answer == null) {
				continue; // It failed, and gave the key back.
			}
			if (!first.payload.equals(mine.payload)) {
				throw new IdempotencyKeyReusedException();
			}
			return answer.result;
		}
		return run(slot, mine, run);
	}

	/** The entry that has the slot already, {@code null} if this one has it now. */
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

	/** Of the heap, about. */
	long bytes() {
		return this.entries.policy().eviction().orElseThrow().weightedSize().orElseThrow();
	}

	long maxBytes() {
		return this.maxBytes;
	}

	private <R extends @Nullable Object> R run(Slot slot, Entry mine, Supplier<R> run) {
		Answer<R> answer = null;
		try {
			R result = run.get();
			answer = new Answer<>(result);
			return result;
		}
		finally {
			if (answer == null) {
				this.entries.asMap().remove(slot, mine);
			}
			mine.answer.complete(answer);
		}
	}

	private record Slot(Class<?> commandType, IdempotencyKey key) {
	}

	private record Answer<R extends @Nullable Object>(R result) {
	}

	/** Each is a thing of its own, to be told from that of another run. */
	private record Entry(Object payload, long runner, CompletableFuture<@Nullable Answer<?>> answer) {

		/** What the run answered, {@code null} if it failed. */
		@Nullable Answer<?> await() {
			if (this.runner == Thread.currentThread().getId() && !this.answer.isDone()) {
				throw new IllegalStateException("A command was dispatched with the key of the one around it");
			}
			return this.answer.join();
		}

	}

}
