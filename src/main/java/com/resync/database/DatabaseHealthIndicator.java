package com.resync.database;

import javax.sql.DataSource;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reports a database that cannot be reached as down, and one that takes no changes, as a
 * standby does, as out of service. Spring Boot's own indicator does not tell the latter.
 */
class DatabaseHealthIndicator extends AbstractHealthIndicator {

	private final JdbcTemplate jdbc;

	DatabaseHealthIndicator(DataSource dataSource) {
		super("The database cannot be reached");
		this.jdbc = new JdbcTemplate(dataSource);
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		boolean readOnly = "on".equals(this.jdbc.queryForObject("SHOW transaction_read_only", String.class));
		if (readOnly) {
			builder.outOfService();
		}
		else {
			builder.up();
		}
		builder.withDetail("database", "PostgreSQL").withDetail("takesChanges", !readOnly);
	}

}
