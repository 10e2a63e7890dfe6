package com.resync.web.input;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of {@code If-Match} or {@code If-None-Match} (RFC 9110, sections 8.8.3 and
 * 13.1).
 *
 * @param any whether it is {@code *}
 * @param strong the tags, without quotes, that a strong comparison may match
 * @param all the tags, without quotes, that a weak comparison may match
 */
public record EntityTags(boolean any, Set<String> strong, Set<String> all) {

	/** One tag of a list, with the empty elements around it. */
	private static final Pattern ELEMENT = Pattern
		.compile("\\G[ \t,]*(?<weak>W/)?\"(?<tag>[\\x21\\x23-\\x7e\\x80-\\xff]*)\"[ \t]*(?:,[ \t,]*|$)");

	/**
	 * Reads a value; that of a repeated header is its values, joined by commas.
	 * @throws IllegalArgumentException if it is neither {@code *} nor a list of entity
	 * tags
	 */
	static EntityTags parse(String value) {
		if (value.strip().equals("*")) {
			return new EntityTags(true, Set.of(), Set.of());
		}
		EntityTags tags = new EntityTags(false, new LinkedHashSet<>(), new LinkedHashSet<>());
		Matcher element = ELEMENT.matcher(value);
		int end = 0;
		while (element.find()) {
			tags.all.add(element.group("tag"));
			if (element.group("weak") == null) {
				tags.strong.add(element.group("tag"));
			}
			end = element.end();
		}
		if (tags.all.isEmpty() || end < value.length()) {
			throw new IllegalArgumentException("not a list of entity tags");
		}
		return tags;
	}

}
