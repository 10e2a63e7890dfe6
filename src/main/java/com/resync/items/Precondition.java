package com.resync.items;

import java.util.Set;

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
	 * @param listed versions in decimal, as in entity tags; any other text is no version
	 */
	record Versions(boolean all, Set<String> listed) {

		static final Versions ALL = new Versions(true, Set.of());

		static final Versions NONE = new Versions(false, Set.of());

		boolean contain(long version) {
			return this.all || this.listed.contains(String.valueOf(version));
		}

	}

}
