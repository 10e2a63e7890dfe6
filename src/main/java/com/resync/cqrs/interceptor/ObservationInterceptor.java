package com.resync.cqrs.interceptor;

import com.resync.cqrs.Command;
import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes each dispatch as {@code cqrs.dispatch}, with the low-cardinality keys
 * {@code message}, {@code kind} ({@code command} or {@code query}) and {@code outcome}
 * ({@code success} or {@code failure}); the error's type comes with the observation
 * itself.
 */
class ObservationInterceptor implements Interceptor {

	private final ObservationRegistry registry;

	ObservationInterceptor(ObservationRegistry registry) {
		this.registry = registry;
	}

	@Override
	public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
		return this.registry.isNoop() ? next.proceed(message) : observe(message, next);
	}

	private <R extends @Nullable Object> R observe(Message<R> message, Next<R> next) {
		String name = message.getClass().getSimpleName();
		Observation observation = Observation.createNotStarted("cqrs.dispatch", this.registry)
			.contextualName("dispatch " + name)
			.lowCardinalityKeyValue("message", name)
			.lowCardinalityKeyValue("kind", (message instanceof Command) ? "command" : "query")
			.lowCardinalityKeyValue("outcome", "unknown")
			.start();
		Observation.Scope scope = observation.openScope();
		try {
			R result = next.proceed(message);
			observation.lowCardinalityKeyValue("outcome", "success");
			return result;
		}
		catch (Throwable ex) {
			observation.lowCardinalityKeyValue("outcome", "failure").error(ex);
			throw ex;
		}
		finally {
			scope.close();
			observation.stop();
		}
	}

}
