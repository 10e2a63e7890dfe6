package com.resync.cqrs;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when messages, handlers and interceptors do not fit together: with all faults
 * when a {@link HandlerTable} is built, and at the dispatch of a class that was not known
 * then. An {@link Interceptor#around interceptor} may throw it too.
 */
public class HandlerFaultsException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final Fault[] faults;

	public HandlerFaultsException(List<Fault> faults) {
		super(faults.stream().map(Fault::toString).distinct().collect(Collectors.joining(System.lineSeparator())));
		this.faults = faults.stream().distinct().toArray(Fault[]::new);
	}

	public HandlerFaultsException(String description, String action) {
		this(List.of(new Fault(description, action)));
	}

	public List<Fault> faults() {
		return List.of(this.faults);
	}

	/**
	 * A fault of a message, a handler or an interceptor.
	 *
	 * @param description what is wrong, with the message type and the handlers by name
	 * @param action what to do about it
	 */
	public record Fault(String description, String action) implements Serializable {

		private static final long serialVersionUID = 1L;

		@Override
		public String toString() {
			return this.description + ". " + this.action;
		}

	}

}
