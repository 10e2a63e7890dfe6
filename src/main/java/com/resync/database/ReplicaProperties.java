package com.resync.database;

import java.util.Objects;
import java.util.stream.Stream;

import com.resync.MisconfiguredException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of a read replica.
 *
 * @param url of a streaming replica, and of the primary as a fallback
 * @param username by default that of the database
 * @param password by default that of the database
 */
@ConfigurationProperties("resync.replica")
record ReplicaProperties(@Nullable String url, @Nullable String username, @Nullable String password) {

	ReplicaProperties {
		boolean replica = Stream.of(url, username, password).anyMatch(Objects::nonNull);
		if (replica && (url == null || !url.startsWith("jdbc:postgresql:"))) {
			throw new MisconfiguredException("resync.replica.url must be the JDBC URL of a PostgreSQL replica",
					"Set it, for example to jdbc:postgresql://replica,primary/items?targetServerType=preferSecondary,"
							+ " or remove the other settings under resync.replica.");
		}
	}

}
