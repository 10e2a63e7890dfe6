package com.resync.cqrs.idempotency;

import java.util.function.Consumer;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * How the transaction of the current thread ends, where spring-tx is on the class path.
 */
final class TransactionOutcome {

	private static final boolean TRANSACTIONS = ClassUtils.isPresent(
			"org.springframework.transaction.support.TransactionSynchronizationManager",
			TransactionOutcome.class.getClassLoader());

	private TransactionOutcome() {
	}

	/** Calls back with whether it was committed; at once if there is no transaction. */
	static void whenKnown(Consumer<Boolean> callback) {
		if (!TRANSACTIONS || !Active.register(callback)) {
			callback.accept(true);
		}
	}

	/** Loaded only with spring-tx. */
	private static final class Active {

		static boolean register(Consumer<Boolean> callback) {
			boolean active = TransactionSynchronizationManager.isActualTransactionActive()
					&& TransactionSynchronizationManager.isSynchronizationActive();
			if (active) {
				TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

					@Override
					public void afterCompletion(int status) {
						callback.accept(status == STATUS_COMMITTED);
					}

				});
			}
			return active;
		}

	}

}
