package com.resync.database;

import java.time.Duration;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of a read replica.
 *
 * @param url of a streaming replica of the database
 * @param username by default that of the database
 * @param password by default that of the database
 * @param maxLag how far the replica may be behind; if it is further behind, reads go to
 * the primary
 */
@Validated
@ConfigurationProperties("resync.replica")
record ReplicaProperties(
		@Pattern(regexp = "jdbc:postgresql:.+",
				message = "must be the JDBC URL of a PostgreSQL replica") @Nullable String url,
		@Nullable String username, @Nullable String password, @DefaultValue("5s") Duration maxLag) {

}
