package com.resync.cqrs.interceptor;

import com.resync.cqrs.Command;
import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NamedThreadLocal;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Runs a command in a transaction and a query in a read-only one. A nested dispatch joins
 * the transaction around it, and what fails anywhere, checked exceptions included, rolls
 * all of it back.
 */
class TransactionalInterceptor implements Interceptor {

	private static final TransactionDefinition READ_WRITE = TransactionDefinition.withDefaults();

	private static final TransactionDefinition READ_ONLY = readOnly();

	private final PlatformTransactionManager transactionManager;

	private final ThreadLocal<Boolean> insideQuery = new NamedThreadLocal<>("inside a query");

	TransactionalInterceptor(PlatformTransactionManager transactionManager) {
		this.transactionManager = transactionManager;
	}

	/**
	 * Runs one dispatch in its transaction.
	 * @throws IllegalStateException if the message is a command that the handler of a
	 * query dispatches, itself or further down
	 */
	@Override
	public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
		boolean insideQuery = Boolean.TRUE.equals(this.insideQuery.get());
		if (message instanceof Command) {
			if (insideQuery) {
				throw new IllegalStateException(
						"%s was dispatched inside a query: a query changes nothing, so its handler may not dispatch a command"
							.formatted(message.getClass().getName()));
			}
			return inTransaction(READ_WRITE, message, next);
		}
		this.insideQuery.set(true);
		try {
			return inTransaction(READ_ONLY, message, next);
		}
		finally {
			if (!insideQuery) {
				this.insideQuery.remove();
			}
		}
	}

	private <R extends @Nullable Object> R inTransaction(TransactionDefinition definition, Message<R> message,
			Next<R> next) {
		TransactionStatus transaction = this.transactionManager.getTransaction(definition);
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

	private void rollBack(TransactionStatus transaction, Throwable cause) {
		try {
			this.transactionManager.rollback(transaction);
		}
		catch (RuntimeException ex) {
			cause.addSuppressed(ex);
		}
	}

	private static TransactionDefinition readOnly() {
		DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
		definition.setReadOnly(true);
		return definition;
	}

}
