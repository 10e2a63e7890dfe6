package com.resync.cqrs.idempotency;

import java.util.function.Consumer;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * How the transaction of the current thread ends, if spring-tx is on the class path.
 */
final class TransactionOutcome {

	private static final boolean PRESENT = ClassUtils.isPresent(
			"org.springframework.transaction.support.TransactionSynchronization",
			TransactionOutcome.class.getClassLoader());

	private TransactionOutcome() {
	}

	/** Calls back with whether it was committed; at once if there is no transaction. */
	static void whenKnown(Consumer<Boolean> callback) {
		if (PRESENT && TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new Callback(callback));
		}
		else {
			callback.accept(true);
		}
	}

	private record Callback(Consumer<Boolean> callback) implements TransactionSynchronization {

		@Override
		public void afterCompletion(int status) {
			this.callback.accept(status == STATUS_COMMITTED);
		}

	}

}
