package com.resync.items;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The versions at which a request may change or read an item (RFC 9110, section 13.1).
 * Repositories check it as part of the change.
 *
 * @param match the current version must be one of these
 * @param noneMatch the current version must be none of these
 */
record Precondition(Versions match, Versions noneMatch) {

	boolean allows(long version) {
		return this.match.contain(version) && !this.noneMatch.contain(version);
	}

	/**
	 * A set of versions.
	 *
	 * @param all whether it contains every version, whatever is listed
	 */
	record Versions(boolean all, Set<Long> listed) {

		static final Versions ALL = new Versions(true, Set.of());

		static final Versions NONE = new Versions(false, Set.of());

		private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

		/** The versions in entity tags. A tag that is no version matches none. */
		static Versions of(boolean all, Set<String> tags) {
			return new Versions(all,
					tags.stream()
						.filter((tag) -> VERSION.matcher(tag).matches())
						.map(Long::valueOf)
						.collect(Collectors.toUnmodifiableSet()));
		}

		boolean contain(long version) {
			return this.all || this.listed.contains(version);
		}

	}

}
