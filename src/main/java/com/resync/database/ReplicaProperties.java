package com.resync.database;

import java.time.Duration;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * A read replica for read-only work.
 *
 * @param url of a streaming replica of the database
 * @param username by default that of the database
 * @param password by default that of the database
 * @param maxLag how much older than the database what it answers may be; if it may be
 * older, the database is asked
 */
@Validated
@ConfigurationProperties("resync.replica")
record ReplicaProperties(
		@Pattern(regexp = "jdbc:postgresql:.+",
				message = "must be the JDBC URL of a PostgreSQL replica") @Nullable String url,
		@Nullable String username, @Nullable String password, @DefaultValue("5s") Duration maxLag) {

}
