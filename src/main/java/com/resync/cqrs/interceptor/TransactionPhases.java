package com.resync.cqrs.interceptor;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NamedThreadLocal;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Records whether the transaction of the current thread is being committed or rolled
 * back. During that time, Spring still treats it as active, but changes that join it are
 * neither committed nor rolled back. Thread-safe.
 */
class TransactionPhases {

	private final Map<TransactionManager, Phase> phases = new ConcurrentHashMap<>();

	Phase of(TransactionManager manager) {
		return this.phases.computeIfAbsent(manager, (key) -> {
			Phase phase = new Phase();
			if (manager instanceof ConfigurableTransactionManager configurable) {
				configurable.addListener(phase);
			}
			return phase;
		});
	}

	/** Whether there is a transaction to join, of any manager. */
	boolean isTransactionActive() {
		return TransactionSynchronizationManager.isActualTransactionActive()
				&& this.phases.values().stream().noneMatch(Phase::isCompleting);
	}

	/** The phase of the transactions of one manager. */
	static class Phase implements TransactionExecutionListener {

		private final ThreadLocal<@Nullable Begun> innermost = new NamedThreadLocal<>("innermost transaction");

		/**
		 * Whether the commit or the rollback has begun. For a manager without listeners,
		 * only the time after completion is known, when synchronization is over.
		 */
		boolean isCompleting() {
			Begun begun = this.innermost.get();
			return (begun != null) ? begun.completing : TransactionSynchronizationManager.isActualTransactionActive()
					&& !TransactionSynchronizationManager.isSynchronizationActive();
		}

		@Override
		public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
			if (failure == null) {
				this.innermost.set(new Begun(transaction, this.innermost.get(), false));
			}
		}

		@Override
		public void beforeCommit(TransactionExecution transaction) {
			innermost(transaction).ifPresent((begun) -> this.innermost.set(begun.complete()));
		}

		@Override
		public void beforeRollback(TransactionExecution transaction) {
			innermost(transaction).ifPresent((begun) -> this.innermost.set(begun.complete()));
		}

		@Override
		public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
			innermost(transaction).ifPresent((begun) -> this.innermost.set(begun.outer));
		}

		@Override
		public void afterRollback(TransactionExecution transaction, @Nullable Throwable failure) {
			innermost(transaction).ifPresent((begun) -> this.innermost.set(begun.outer));
		}

		/** Empty for a transaction that only joined another one. */
		private Optional<Begun> innermost(TransactionExecution transaction) {
			return Optional.ofNullable(this.innermost.get()).filter((begun) -> begun.transaction == transaction);
		}

	}

	private record Begun(TransactionExecution transaction, @Nullable Begun outer, boolean completing) {

		Begun complete() {
			return new Begun(this.transaction, this.outer, true);
		}

	}

}
