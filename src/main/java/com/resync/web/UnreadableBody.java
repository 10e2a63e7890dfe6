package com.resync.web;

import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Tells why a body could not be read and where, in words that name no class.
 */
final class UnreadableBody {

	private UnreadableBody() {
	}

	/**
	 * Jackson has one exception for all its limits; this one's text has its own start.
	 */
	static boolean isTooLarge(HttpMessageNotReadableException ex) {
		return ex.getCause() instanceof StreamConstraintsException cause
				&& cause.getOriginalMessage().startsWith("Document length");
	}

	static String tell(HttpMessageNotReadableException ex) {
		if (isTooLarge(ex)) {
			return "The body is larger than what is read.";
		}
		if (!(ex.getCause() instanceof JacksonException cause)) {
			return "The body is missing or null.";
		}
		return what(cause) + where(cause) + ".";
	}

	private static String what(JacksonException cause) {
		if (cause instanceof StreamReadException) {
			return cause.getOriginalMessage().startsWith("Duplicate") ? "The body names a field twice"
					: "The body is not well-formed JSON in UTF-8";
		}
		if (cause instanceof StreamConstraintsException) {
			return "The body has a number, a name, a text or a nesting beyond what is read";
		}
		String pointer = pointer(cause);
		if (cause instanceof UnrecognizedPropertyException) {
			return "The field " + pointer + " is unknown";
		}
		return pointer.isEmpty() ? "The body is not one JSON object"
				: "The value of " + pointer + " is of a wrong type";
	}

	/** RFC 6901. */
	private static String pointer(JacksonException cause) {
		return cause.getPath()
			.stream()
			.map((step) -> (step.getPropertyName() != null) ? step.getPropertyName() : String.valueOf(step.getIndex()))
			.map((step) -> "/" + step.replace("~", "~0").replace("/", "~1"))
			.collect(Collectors.joining());
	}

	private static String where(JacksonException cause) {
		return (cause.getLocation() == null || cause.getLocation().getLineNr() < 1) ? ""
				: " (line %d, column %d)".formatted(cause.getLocation().getLineNr(), cause.getLocation().getColumnNr());
	}

}
