package com.resync.cqrs;

/**
 * Thrown when the class of a dispatched message has no handler, or several equally
 * specific ones.
 */
public class NoHandlerException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final Class<?> messageType;

	NoHandlerException(Class<?> messageType, String text) {
		super(text);
		this.messageType = messageType;
	}

	public Class<?> messageType() {
		return this.messageType;
	}

}
