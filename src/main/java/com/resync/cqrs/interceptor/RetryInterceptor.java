package com.resync.cqrs.interceptor;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import com.resync.cqrs.Query;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs a message again, in a transaction of its own, when the database gave the last one
 * up for the sake of others: deadlocks and serialization failures (SQLSTATE 40P01 and
 * 40001). A query, which changes nothing, also when its connection was lost.
 */
class RetryInterceptor implements Interceptor {

	private final RetryTemplate commands = template((failure) -> failure instanceof PessimisticLockingFailureException);

	private final RetryTemplate queries;

	/**
	 * Creates the interceptor.
	 * @param connectionLost told of each connection that a query lost
	 */
	RetryInterceptor(Consumer<Exception> connectionLost) {
		this.queries = template((failure) -> {
			if (isLostConnection(failure)) {
				connectionLost.accept((Exception) failure);
				return true;
			}
			return failure instanceof PessimisticLockingFailureException;
		});
	}

	/** Not one that could not be had: that has been waited for already. */
	private static boolean isLostConnection(Throwable failure) {
		return failure instanceof DataAccessResourceFailureException
				&& !(failure instanceof CannotGetJdbcConnectionException);
	}

	private static RetryTemplate template(Predicate<Throwable> retried) {
		return new RetryTemplate(RetryPolicy.builder()
			.predicate(retried)
			.maxRetries(3)
			.delay(Duration.ofMillis(20))
			.jitter(Duration.ofMillis(15))
			.multiplier(2)
			.build());
	}

	@Override
	@SuppressWarnings("NullAway") // A result may be null, which RetryTemplate says too.
	public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
		if (TransactionSynchronizationManager.isActualTransactionActive()) {
			return next.proceed(message);
		}
		try {
			return ((message instanceof Query) ? this.queries : this.commands).execute(() -> next.proceed(message));
		}
		catch (RetryException ex) {
			throw RetryInterceptor.<RuntimeException>asThrown(ex.getCause());
		}
	}

	/** Exceptions of handlers arrive as they were thrown, checked ones included. */
	@SuppressWarnings("unchecked")
	private static <T extends Throwable> T asThrown(Throwable cause) throws T {
		throw (T) cause;
	}

}
