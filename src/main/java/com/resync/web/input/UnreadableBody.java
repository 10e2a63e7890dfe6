package com.resync.web.input;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Describes why a body could not be read, and at which place, without the name of a
 * class.
 */
public final class UnreadableBody {

	private UnreadableBody() {
	}

	public static String describe(HttpMessageNotReadableException ex) {
		if (ex.getCause() instanceof CharacterCodingException) {
			return "The body is not UTF-8.";
		}
		if (ex.getCause() instanceof StreamConstraintsException) {
			return "A number, a name, a text or the nesting of the body exceeds the limit.";
		}
		if (ex.getCause() instanceof IOException) {
			return "The body is not framed as its headers say.";
		}
		if (ex.getCause() instanceof JacksonException cause) {
			return what(cause) + where(cause.getLocation()) + ".";
		}
		return "The body is missing or null.";
	}

	private static String what(JacksonException cause) {
		if (cause instanceof StreamReadException) {
			return cause.getOriginalMessage().startsWith("Duplicate") ? "The body names a field twice"
					: "The body is not well-formed JSON";
		}
		String pointer = pointer(cause);
		if (cause instanceof UnrecognizedPropertyException) {
			return "The field " + pointer + " is unknown";
		}
		return pointer.isEmpty() ? "The body is not one JSON object"
				: "The value of " + pointer + " is of a wrong type";
	}

	private static String pointer(JacksonException cause) {
		JsonPointer pointer = JsonPointer.empty();
		for (JacksonException.Reference step : cause.getPath()) {
			pointer = (step.getPropertyName() != null) ? pointer.appendProperty(step.getPropertyName())
					: pointer.appendIndex(step.getIndex());
		}
		return pointer.toString();
	}

	private static String where(@Nullable TokenStreamLocation location) {
		return (location == null || location.getLineNr() < 1) ? ""
				: " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
	}

}
