package com.resync.database;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/**
 * Where queries are asked.
 *
 * @param url of a streaming replica of the database; without one queries are asked of the
 * database itself
 * @param username by default that of the database
 * @param password by default that of the database
 */
@ConfigurationProperties("resync.replica")
record ReplicaProperties(@Nullable String url, @Nullable String username, @Nullable String password) {

	boolean isConfigured() {
		return StringUtils.hasText(this.url);
	}

}
