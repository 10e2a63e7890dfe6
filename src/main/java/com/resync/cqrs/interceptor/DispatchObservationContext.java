package com.resync.cqrs.interceptor;

import com.resync.cqrs.Message;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an observed dispatch. Used by the thread that dispatches.
 */
public final class DispatchObservationContext extends Observation.Context {

	private final Message<?> message;

	private @Nullable Boolean successful;

	DispatchObservationContext(Message<?> message) {
		this.message = message;
	}

	public Message<?> getMessage() {
		return this.message;
	}

	/** Whether the dispatch returned a result, {@code null} until it is over. */
	public @Nullable Boolean getSuccessful() {
		return this.successful;
	}

	void setSuccessful(boolean successful) {
		this.successful = successful;
	}

}
