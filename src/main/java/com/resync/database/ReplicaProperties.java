package com.resync.database;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of a read replica.
 *
 * @param url of a streaming replica, and of the primary as a fallback
 * @param username by default that of the database
 * @param password by default that of the database
 */
@Validated
@ConfigurationProperties("resync.replica")
record ReplicaProperties(
		@Pattern(regexp = "jdbc:postgresql:.+",
				message = "must be the JDBC URL of a PostgreSQL replica") @Nullable String url,
		@Nullable String username, @Nullable String password) {

}
