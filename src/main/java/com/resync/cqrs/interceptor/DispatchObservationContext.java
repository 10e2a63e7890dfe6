package com.resync.cqrs.interceptor;

import com.resync.cqrs.Message;
import io.micrometer.observation.Observation;

/**
 * The context of the observation of one dispatch. Used by one thread.
 */
public final class DispatchObservationContext extends Observation.Context {

	private final Message<?> message;

	private boolean successful;

	DispatchObservationContext(Message<?> message) {
		this.message = message;
	}

	public Message<?> getMessage() {
		return this.message;
	}

	/** Whether the dispatch has returned a result. */
	public boolean isSuccessful() {
		return this.successful;
	}

	void succeed() {
		this.successful = true;
	}

}
