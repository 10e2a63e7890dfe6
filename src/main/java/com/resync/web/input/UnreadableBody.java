package com.resync.web.input;

import java.io.IOException;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Describes why a body could not be read and where, in words that name no class.
 */
public class UnreadableBody {

	private final JsonMapper mapper;

	public UnreadableBody(JsonMapper mapper) {
		this.mapper = mapper;
	}

	public String describe(HttpMessageNotReadableException ex) {
		if (ex.getCause() instanceof NotUtf8Exception cause) {
			return "The body is not UTF-8" + where(cause.line(), cause.column()) + ".";
		}
		if (ex.getCause() instanceof StreamConstraintsException) {
			return "The body has a number, a name, a text or a nesting beyond what is read"
					+ where(limit(ex.getHttpInputMessage())) + ".";
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

	/** RFC 6901. */
	private static String pointer(JacksonException cause) {
		return cause.getPath()
			.stream()
			.map((step) -> (step.getPropertyName() != null) ? step.getPropertyName() : String.valueOf(step.getIndex()))
			.map((step) -> "/" + step.replace("~", "~0").replace("/", "~1"))
			.collect(Collectors.joining());
	}

	/** Where a limit is passed, which its exception does not know. */
	private @Nullable TokenStreamLocation limit(HttpInputMessage message) {
		try (JsonParser parser = this.mapper.createParser(message.getBody())) {
			try {
				while (parser.nextToken() != null) {
					parser.getString();
				}
			}
			catch (StreamConstraintsException ex) {
				return parser.currentLocation();
			}
		}
		catch (IOException | JacksonException ex) {
			// Then it is told without a place.
		}
		return null;
	}

	private static String where(@Nullable TokenStreamLocation location) {
		return (location == null || location.getLineNr() < 1) ? ""
				: where(location.getLineNr(), location.getColumnNr());
	}

	private static String where(int line, int column) {
		return " (line %d, column %d)".formatted(line, column);
	}

}
