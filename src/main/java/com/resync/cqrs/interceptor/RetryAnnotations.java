package com.resync.cqrs.interceptor;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;

import com.resync.cqrs.Route;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.format.annotation.DurationFormat.Unit;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.resilience.retry.MethodRetryPredicate;
import org.springframework.util.StringUtils;

/**
 * Reads Spring's {@link Retryable} on handlers. Spring reads them in a proxy, inside
 * which the transaction would have begun already.
 */
class RetryAnnotations {

	private final ConfigurableListableBeanFactory beanFactory;

	RetryAnnotations(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/** The policy that a handler declares, or {@code null}. */
	@Nullable RetryPolicy policy(Route route) {
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

	private Duration duration(String text, long number, Unit unit) {
		return DurationFormatterUtils.detectAndParse(text(text, number), unit);
	}

	/** The text with its placeholders resolved; the number if there is no text. */
	private String text(String text, Object number) {
		String resolved = StringUtils.hasText(text) ? this.beanFactory.resolveEmbeddedValue(text) : null;
		return StringUtils.hasText(resolved) ? resolved : String.valueOf(number);
	}

}
