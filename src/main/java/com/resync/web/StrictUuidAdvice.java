package com.resync.web;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import java.util.regex.Pattern;

import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Reads a UUID in its one textual form (RFC 9562, section 4), where
 * {@link UUID#fromString} takes {@code 1-1-1-1-1} too. An editor, since Spring falls back
 * to its own lenient one when a converter refuses.
 */
@ControllerAdvice
class StrictUuidAdvice {

	@InitBinder
	void registerEditor(WebDataBinder binder) {
		binder.registerCustomEditor(UUID.class, new StrictUuidEditor());
	}

	private static final class StrictUuidEditor extends PropertyEditorSupport {

		private static final Pattern FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

		@Override
		public void setAsText(String text) {
			if (!FORM.matcher(text).matches()) {
				throw new IllegalArgumentException("no UUID");
			}
			setValue(UUID.fromString(text));
		}

	}

}
