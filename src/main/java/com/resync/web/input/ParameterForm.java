package com.resync.web.input;

import java.beans.PropertyEditorSupport;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import com.resync.cqrs.idempotency.IdempotencyKey;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.PropertyEditorRegistry;

/**
 * The only text form of a value that is accepted in a path, a query or a header.
 */
public final class ParameterForm {

	private static final Map<Class<?>, String> DESCRIPTIONS = Map.of(UUID.class, "a UUID", Integer.class,
			"a whole number", EntityTags.class, "a list of entity tags in double quotes, such as \"1\", or *",
			IdempotencyKey.class, "1 to 255 printable ASCII characters");

	private ParameterForm() {
	}

	/**
	 * Describes what is wrong with a value.
	 * @param type what the value should be read as
	 */
	public static String describe(@Nullable String name, @Nullable Class<?> type) {
		String form = (type != null) ? DESCRIPTIONS.get(type) : null;
		return "'%s' is not of the expected form.%s".formatted(name, (form != null) ? " It must be " + form + "." : "");
	}

	static void register(PropertyEditorRegistry registry) {
		registry.registerCustomEditor(UUID.class, new Editor(UUID::fromString));
		registry.registerCustomEditor(Integer.class, new Editor(Integer::valueOf));
	}

	/**
	 * Accepts the text that the value itself becomes. {@link UUID#fromString} also reads
	 * {@code 1-1-1-1-1}, and Spring's own conversion reads {@code 0x10} and blanks.
	 */
	private static final class Editor extends PropertyEditorSupport {

		private final Function<String, Object> reader;

		Editor(Function<String, Object> reader) {
			this.reader = reader;
		}

		@Override
		public void setAsText(String text) {
			Object value = this.reader.apply(text);
			if (!value.toString().equalsIgnoreCase(text)) {
				throw new IllegalArgumentException("not in the expected form");
			}
			setValue(value);
		}

	}

}
