package com.resync.cqrs.idempotency;

import java.util.function.Consumer;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * Reports how the transaction of the current thread ends, if spring-tx is present.
 */
final class TransactionOutcome {

	private static final boolean PRESENT = ClassUtils.isPresent(
			"org.springframework.transaction.support.TransactionSynchronization",
			TransactionOutcome.class.getClassLoader());

	private TransactionOutcome() {
	}

	/** Calls back whether it was committed; at once if there is no transaction. */
	static void whenKnown(Consumer<Boolean> callback) {
		if (!PRESENT || !Callback.register(callback)) {
			callback.accept(true);
		}
	}

	/** Loaded only if spring-tx is present. */
	private record Callback(Consumer<Boolean> callback) implements TransactionSynchronization {

		static boolean register(Consumer<Boolean> callback) {
			boolean active = TransactionSynchronizationManager.isActualTransactionActive()
					&& TransactionSynchronizationManager.isSynchronizationActive();
			if (active) {
				TransactionSynchronizationManager.registerSynchronization(new Callback(callback));
			}
			return active;
		}

		@Override
		public void afterCompletion(int status) {
			this.callback.accept(status == STATUS_COMMITTED);
		}

	}

}
