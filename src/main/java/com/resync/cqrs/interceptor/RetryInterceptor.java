package com.resync.cqrs.interceptor;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import com.resync.cqrs.Route;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.format.annotation.DurationFormat.Unit;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.resilience.retry.MethodRetryPredicate;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.util.StringUtils;

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

	private final ConfigurableListableBeanFactory beanFactory;

	private final boolean inTransactions;

	RetryInterceptor(TransactionPhases phases, ConfigurableListableBeanFactory beanFactory, boolean inTransactions) {
		this.phases = phases;
		this.beanFactory = beanFactory;
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
	public Next around(Route route, Next next) {
		RetryPolicy declared = declaredPolicy(route);
		if (declared == null && !this.inTransactions) {
			return next;
		}
		RetryPolicy policy = (declared != null) ? declared : route.isCommand() ? COMMANDS : QUERIES;
		RetryTemplate retries = new RetryTemplate(policy);
		return (message) -> this.phases.isTransactionActive() ? next.proceed(message) : retry(retries, message, next);
	}

	/** Exceptions of handlers are thrown as they are, including checked ones. */
	@SuppressWarnings({ "unchecked", "NullAway" }) // A result may be null
	private static <T extends Throwable> @Nullable Object retry(RetryTemplate retries, Message<?> message, Next next)
			throws T {
		try {
			return retries.execute(() -> next.proceed(message));
		}
		catch (RetryException ex) {
			throw (T) ex.getCause();
		}
	}

	/** Spring reads the annotation in a proxy, inside which the transaction has begun. */
	private @Nullable RetryPolicy declaredPolicy(Route route) {
		Method method = HandleMethod.of(route);
		Retryable onMethod = AnnotatedElementUtils.findMergedAnnotation(method, Retryable.class);
		Retryable declared = (onMethod != null) ? onMethod
				: AnnotatedElementUtils.findMergedAnnotation(route.handlerType(), Retryable.class);
		return (declared != null) ? policy(declared, method) : null;
	}

	private RetryPolicy policy(Retryable declared, Method method) {
		Unit unit = Unit.fromChronoUnit(declared.timeUnit().toChronoUnit());
		RetryPolicy.Builder policy = RetryPolicy.builder()
			.includes(List.of(declared.includes()))
			.excludes(List.of(declared.excludes()))
			.maxRetries(Long.parseLong(text(declared.maxRetriesString(), declared.maxRetries())))
			.timeout(duration(declared.timeoutString(), declared.timeout(), unit))
			.delay(duration(declared.delayString(), declared.delay(), unit))
			.jitter(duration(declared.jitterString(), declared.jitter(), unit))
			.multiplier(Double.parseDouble(text(declared.multiplierString(), declared.multiplier())))
			.maxDelay(duration(declared.maxDelayString(), declared.maxDelay(), unit));
		if (declared.predicate() != MethodRetryPredicate.class) {
			policy.predicate(this.beanFactory.createBean(declared.predicate()).forMethod(method));
		}
		return policy.build();
	}

	/** The largest number is the default of the annotation: no limit, in any unit. */
	private Duration duration(String text, long number, Unit unit) {
		return (number == Long.MAX_VALUE && !StringUtils.hasText(text)) ? Duration.ofMillis(number)
				: DurationFormatterUtils.detectAndParse(text(text, number), unit);
	}

	/** The text with its placeholders resolved; the number if there is no text. */
	private String text(String text, Object number) {
		String resolved = StringUtils.hasText(text) ? this.beanFactory.resolveEmbeddedValue(text) : null;
		return StringUtils.hasText(resolved) ? resolved : String.valueOf(number);
	}

}
