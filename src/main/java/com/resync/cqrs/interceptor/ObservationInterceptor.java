package com.resync.cqrs.interceptor;

import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import com.resync.cqrs.Route;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes each dispatch as the {@link DispatchObservationConvention} says.
 */
class ObservationInterceptor implements Interceptor {

	private static final DispatchObservationConvention DEFAULT = new DispatchObservationConvention() {
	};

	private final ObservationRegistry registry;

	private final @Nullable DispatchObservationConvention convention;

	ObservationInterceptor(ObservationRegistry registry, @Nullable DispatchObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public Next around(Route route, Next next) {
		return (message) -> this.registry.isNoop() ? next.proceed(message) : observe(message, next);
	}

	private @Nullable Object observe(Message<?> message, Next next) {
		DispatchObservationContext context = new DispatchObservationContext(message);
		return Observation.createNotStarted(this.convention, DEFAULT, () -> context, this.registry).observe(() -> {
			Object result = next.proceed(message);
			context.succeed();
			return result;
		});
	}

}
