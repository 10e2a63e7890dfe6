package com.resync.cqrs.interceptor;

import java.time.Duration;
import java.util.function.Predicate;

import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Route;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Runs a message again as {@code @Retryable} on its handler says, each time in a
 * transaction of its own. Without that annotation, a message runs again after a deadlock
 * or serialization failure (SQLSTATE 40P01 and 40001), and a query also after a lost
 * connection. A nested dispatch that joins a transaction does not run again, since a
 * failed attempt marks the transaction for rollback.
 */
class RetryInterceptor implements Interceptor {

	private static final RetryPolicy COMMANDS = policy(
			(failure) -> failure instanceof PessimisticLockingFailureException);

	/** The failure to get a connection is a subclass; that has waited long enough. */
	private static final RetryPolicy QUERIES = policy((failure) -> failure instanceof PessimisticLockingFailureException
			|| failure.getClass() == DataAccessResourceFailureException.class);

	private final TransactionPhases phases;

	private final RetryAnnotations annotations;

	private final boolean inTransactions;

	RetryInterceptor(TransactionPhases phases, RetryAnnotations annotations, boolean inTransactions) {
		this.phases = phases;
		this.annotations = annotations;
		this.inTransactions = inTransactions;
	}

	private static RetryPolicy policy(Predicate<Throwable> retried) {
		return RetryPolicy.builder()
			.predicate((failure) -> retried.test(beforeRollback(failure)))
			.maxRetries(3)
			.delay(Duration.ofMillis(20))
			.jitter(Duration.ofMillis(15))
			.multiplier(2)
			.build();
	}

	/** If the rollback after an exception fails too, that exception decides. */
	private static Throwable beforeRollback(Throwable failure) {
		Throwable application = (failure instanceof TransactionSystemException ex) ? ex.getApplicationException()
				: null;
		return (application != null) ? application : failure;
	}

	@Override
	public <R extends @Nullable Object> Next<R> around(Route route, Next<R> next) {
		RetryPolicy declared = this.annotations.policy(route);
		if (declared == null && !this.inTransactions) {
			return next;
		}
		RetryPolicy policy = (declared != null) ? declared : route.isCommand() ? COMMANDS : QUERIES;
		RetryTemplate retries = new RetryTemplate(policy);
		return (message) -> this.phases.isTransactionActive() ? next.proceed(message)
				: retry(retries, () -> next.proceed(message));
	}

	/** Exceptions of handlers are thrown as they are, including checked ones. */
	@SuppressWarnings({ "unchecked", "NullAway" }) // A result is null only if R may be
	private static <R extends @Nullable Object, T extends Throwable> R retry(RetryTemplate retries,
			Retryable<R> dispatch) throws T {
		try {
			return retries.execute(dispatch);
		}
		catch (RetryException ex) {
			throw (T) ex.getCause();
		}
	}

}
