package com.resync.cqrs;

/**
 * Thrown when a message is dispatched whose class no handler serves, or which two
 * handlers serve equally well.
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
