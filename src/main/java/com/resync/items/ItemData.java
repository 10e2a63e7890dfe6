package com.resync.items;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/**
 * The part of an item that clients write. Text is stored exactly as it was sent. Lengths
 * are in Unicode code points.
 *
 * @param name never blank
 * @param description optional
 */
@Schema(description = "The part of an item that clients write. Text is returned exactly as it was sent.",
		additionalProperties = AdditionalPropertiesValue.FALSE)
public record ItemData(
		@Schema(description = "The name, not blank. No control characters other than tab, line feed and"
				+ " carriage return, and no unpaired surrogates.", minLength = 1, maxLength = 200,
				example = "Sample Item") @NotNull(message = NOT_BLANK) @Pattern(regexp = NON_BLANK,
						message = NOT_BLANK) @CodePointLength(max = 200,
								message = "must have at most 200 characters") @Pattern(regexp = TEXT,
										message = NOT_TEXT) String name,

		@Schema(description = "The description, with the same characters as the name; null counts as absent.",
				maxLength = 2000, example = "A thing to show") @CodePointLength(max = 2000,
						message = "must have at most 2000 characters") @Pattern(regexp = TEXT,
								message = NOT_TEXT) @Nullable String description) {

	private static final String NON_BLANK = "(?s).*\\P{IsWhite_Space}.*";

	private static final String NOT_BLANK = "must not be blank";

	/** Cc: control characters, Cs: surrogates without their other half. */
	private static final String TEXT = "[[^\\p{Cc}\\p{Cs}]\\t\\n\\r]*";

	private static final String NOT_TEXT = "must not contain control characters other than tab, line feed"
			+ " and carriage return, nor unpaired surrogates";

}
