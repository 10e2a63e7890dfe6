package com.resync.cqrs.spring;

import com.resync.cqrs.Command;
import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs a command in a transaction and a query in a read-only one. A nested dispatch joins
 * the transaction around it, and what fails anywhere, checked exceptions included, rolls
 * all of it back.
 */
class TransactionalInterceptor implements Interceptor {

	private static final TransactionDefinition READ_WRITE = TransactionDefinition.withDefaults();

	private static final TransactionDefinition READ_ONLY = readOnly();

	private final PlatformTransactionManager transactionManager;

	TransactionalInterceptor(PlatformTransactionManager transactionManager) {
		this.transactionManager = transactionManager;
	}

	/**
	 * Runs one dispatch in its transaction.
	 * @throws IllegalStateException if the message is a command and the transaction
	 * around it is read-only: the handler of a query dispatches it
	 */
	@Override
	public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
		TransactionStatus transaction = this.transactionManager.getTransaction(definition(message));
		R result;
		try {
			result = next.proceed(message);
		}
		catch (Throwable ex) {
			rollBack(transaction, ex);
			throw ex;
		}
		this.transactionManager.commit(transaction);
		return result;
	}

	private static TransactionDefinition definition(Message<?> message) {
		if (!(message instanceof Command)) {
			return READ_ONLY;
		}
		if (TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
			throw new IllegalStateException(
					"%s was dispatched inside a query: a query changes nothing, so its handler may not dispatch a command"
						.formatted(message.getClass().getName()));
		}
		return READ_WRITE;
	}

	private void rollBack(TransactionStatus transaction, Throwable cause) {
		try {
			this.transactionManager.rollback(transaction);
		}
		catch (TransactionException ex) {
			cause.addSuppressed(ex);
		}
	}

	private static TransactionDefinition readOnly() {
		DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
		definition.setReadOnly(true);
		return definition;
	}

}
