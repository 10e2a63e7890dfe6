package com.resync.cqrs.interceptor;

import com.resync.cqrs.Command;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observation of a dispatch and its key values. A bean of this type changes
 * them; what it does not override is named as follows: the observation
 * {@code cqrs.dispatch}, with the low-cardinality keys {@code message} (the full class
 * name, so that no two messages share one), {@code kind} ({@code command} or
 * {@code query}) and {@code outcome} ({@code success} or {@code failure}). Micrometer
 * adds the type of an error.
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
