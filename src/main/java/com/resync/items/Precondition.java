package com.resync.items;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a request demands of the version it finds (RFC 9110, section 13.1). Decided where
 * the version is, so that no other change comes between.
 *
 * @param match the versions of which it must be one
 * @param noneMatch the versions of which it must be none
 */
record Precondition(Versions match, Versions noneMatch) {

	boolean allows(long version) {
		return this.match.contain(version) && !this.noneMatch.contain(version);
	}

	/**
	 * A set of versions.
	 *
	 * @param all whether it is that of all there are, whatever is listed
	 */
	record Versions(boolean all, Set<Long> listed) {

		static final Versions ALL = new Versions(true, Set.of());

		static final Versions NONE = new Versions(false, Set.of());

		private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

		/** The versions that entity tags name; a tag that names none matches none. */
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
