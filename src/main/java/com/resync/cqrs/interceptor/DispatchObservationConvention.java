package com.resync.cqrs.interceptor;

import com.resync.cqrs.Command;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observation of a dispatch and its key values. The default name is
 * {@code cqrs.dispatch}. The default low-cardinality keys are {@code message} (the full
 * class name, so that each message has its own), {@code kind} ({@code command} or
 * {@code query}) and {@code outcome} ({@code success} or {@code failure}). Micrometer
 * adds the type of an error. A bean of this type can override the defaults.
 */
public interface DispatchObservationConvention extends ObservationConvention<DispatchObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof DispatchObservationContext;
	}

	@Override
	default String getName() {
		return "cqrs.dispatch";
	}

	@Override
	default String getContextualName(DispatchObservationContext context) {
		return "dispatch " + context.getMessage().getClass().getSimpleName();
	}

	@Override
	default KeyValues getLowCardinalityKeyValues(DispatchObservationContext context) {
		String unsuccessful = (context.getError() != null) ? "failure" : "unknown";
		String outcome = context.isSuccessful() ? "success" : unsuccessful;
		return KeyValues.of("message", context.getMessage().getClass().getName(), "kind",
				(context.getMessage() instanceof Command) ? "command" : "query", "outcome", outcome);
	}

}
