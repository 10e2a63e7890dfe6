package com.resync.cqrs.interceptor;

import com.resync.cqrs.Message;
import io.micrometer.observation.Observation;

/**
 * The context of the observation of one dispatch. Used by one thread.
 */
public final class DispatchObservationContext extends Observation.Context {

	private final Message<?> message;

	DispatchObservationContext(Message<?> message) {
		this.message = message;
	}

	public Message<?> getMessage() {
		return this.message;
	}

}
