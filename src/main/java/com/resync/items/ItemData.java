package com.resync.items;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/**
 * What a client writes of an item, kept to the character. Lengths count Unicode code
 * points.
 *
 * @param name what it is called; never blank
 * @param description what it is, if anybody said
 */
@Schema(description = "What a client writes of an item. Text is kept to the character.",
		additionalProperties = AdditionalPropertiesValue.FALSE)
public record ItemData(
		@Schema(description = "What it is called, not blank. No control characters other than tab, line feed and"
				+ " carriage return, no unpaired surrogates.", minLength = 1, maxLength = 200,
				example = "Sample Item") @NotNull(message = NOT_BLANK) @Pattern(regexp = NON_BLANK,
						message = NOT_BLANK) @CodePointLength(max = 200,
								message = "must have at most 200 characters") @Pattern(regexp = TEXT,
										message = NOT_TEXT) String name,

		@Schema(description = "What it is, of the same characters as the name; null counts as absent.",
				maxLength = 2000, example = "A thing to show") @CodePointLength(max = 2000,
						message = "must have at most 2000 characters") @Pattern(regexp = TEXT,
								message = NOT_TEXT) @Nullable String description) {

	private static final String NON_BLANK = "(?s).*\\P{IsWhite_Space}.*";

	private static final String NOT_BLANK = "must not be blank";

	/** Cc: control characters, Cs: surrogates, which pairs are none of. */
	private static final String TEXT = "[[^\\p{Cc}\\p{Cs}]\\t\\n\\r]*";

	private static final String NOT_TEXT = "must not contain control characters other than tab, line feed"
			+ " and carriage return, nor unpaired surrogates";

}
