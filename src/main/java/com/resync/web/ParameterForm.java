package com.resync.web;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.resync.cqrs.spring.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * The one textual form in which a value is taken from a path, a query or a header.
 */
enum ParameterForm {

	/** RFC 9562, section 4; {@link UUID#fromString} takes {@code 1-1-1-1-1} too. */
	ID(UUID.class, "a UUID", "\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}", UUID::fromString),

	/** In decimal digits; Spring's own conversion takes {@code 0x10} and blanks too. */
	NUMBER(Integer.class, "a whole number", "-?[0-9]{1,9}", Integer::valueOf),

	ENTITY_TAGS(EntityTags.class, "* or a list of entity tags in double quotes", "(?s).*", EntityTags::parse),

	IDEMPOTENCY_KEY(IdempotencyKey.class, "1 to 255 printable ASCII characters", "(?s).*", IdempotencyKey::new);

	private final Class<?> type;

	private final String description;

	private final Pattern form;

	private final Function<String, Object> reader;

	ParameterForm(Class<?> type, String description, String form, Function<String, Object> reader) {
		this.type = type;
		this.description = description;
		this.form = Pattern.compile(form);
		this.reader = reader;
	}

	Class<?> type() {
		return this.type;
	}

	/** A sentence for the answer to a value of another form, or nothing. */
	static String hint(@Nullable Class<?> type) {
		for (ParameterForm form : values()) {
			if (form.type == type) {
				return " It must be " + form.description + ".";
			}
		}
		return "";
	}

	private Object read(String text) {
		if (!this.form.matcher(text).matches()) {
			throw new IllegalArgumentException("not " + this.description);
		}
		return this.reader.apply(text);
	}

	PropertyEditorSupport editor() {
		return new PropertyEditorSupport() {

			@Override
			public void setAsText(String text) {
				setValue(read(text));
			}

		};
	}

}
