package com.resync.cqrs.interceptor;

import java.time.Duration;
import java.util.function.Predicate;

import com.resync.cqrs.HandlerBinding;
import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import com.resync.cqrs.Query;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;

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
			.predicate(retried)
			.maxRetries(3)
			.delay(Duration.ofMillis(20))
			.jitter(Duration.ofMillis(15))
			.multiplier(2)
			.build();
	}

	@Override
	public @Nullable Interceptor forRoute(Class<? extends Message<?>> messageType, HandlerBinding handler) {
		RetryPolicy policy = this.annotations.policy(handler);
		if (policy == null && this.inTransactions) {
			policy = Query.class.isAssignableFrom(messageType) ? QUERIES : COMMANDS;
		}
		return (policy != null) ? new Retrying(this.phases, new RetryTemplate(policy)) : null;
	}

	/** Only {@link #forRoute} knows the policy, so this runs the message once. */
	@Override
	public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
		return next.proceed(message);
	}

	private record Retrying(TransactionPhases phases, RetryTemplate retries) implements Interceptor {

		@Override
		@SuppressWarnings("NullAway") // A result may be null, which RetryTemplate says
										// too.
		public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
			if (this.phases.isTransactionActive()) {
				return next.proceed(message);
			}
			try {
				return this.retries.execute(() -> next.proceed(message));
			}
			catch (RetryException ex) {
				throw RetryInterceptor.<RuntimeException>asThrown(ex.getCause());
			}
		}

	}

	/** Exceptions of handlers are thrown as they are, including checked ones. */
	@SuppressWarnings("unchecked")
	private static <T extends Throwable> T asThrown(Throwable cause) throws T {
		throw (T) cause;
	}

}
