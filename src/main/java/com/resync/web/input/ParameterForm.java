package com.resync.web.input;

import java.beans.PropertyEditorSupport;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.PropertyEditorRegistry;

/**
 * The only text form of a value that is accepted in a path or a query.
 */
public enum ParameterForm {

	/** RFC 9562, section 4; {@link UUID#fromString} also reads {@code 1-1-1-1-1}. */
	ID(UUID.class, "a UUID", UUID::fromString),

	/** In decimal digits; Spring's own conversion also reads {@code 0x10} and blanks. */
	NUMBER(Integer.class, "a whole number", Integer::valueOf);

	private final Class<?> type;

	private final String description;

	private final Function<String, Object> reader;

	ParameterForm(Class<?> type, String description, Function<String, Object> reader) {
		this.type = type;
		this.description = description;
		this.reader = reader;
	}

	static void register(PropertyEditorRegistry registry) {
		for (ParameterForm form : values()) {
			registry.registerCustomEditor(form.type, form.editor());
		}
	}

	/** The form of a type, {@code null} if there is none. */
	public static @Nullable ParameterForm of(@Nullable Class<?> type) {
		return Arrays.stream(values()).filter((form) -> form.type == type).findFirst().orElse(null);
	}

	/** Follows "must be" in a sentence. */
	public String description() {
		return this.description;
	}

	private Object read(String text) {
		Object value = this.reader.apply(text);
		if (!value.toString().equalsIgnoreCase(text)) {
			throw new IllegalArgumentException("not " + this.description);
		}
		return value;
	}

	/** Spring passes several values as an array first, then joined by commas. */
	private PropertyEditorSupport editor() {
		return new PropertyEditorSupport() {

			private boolean repeated;

			@Override
			public void setValue(@Nullable Object value) {
				this.repeated |= value instanceof String[];
				super.setValue(value);
			}

			@Override
			public void setAsText(String text) {
				if (this.repeated) {
					throw new IllegalArgumentException("more than one");
				}
				super.setValue(read(text));
			}

		};
	}

}
