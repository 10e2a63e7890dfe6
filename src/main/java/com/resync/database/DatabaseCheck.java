package com.resync.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import javax.sql.DataSource;

import com.resync.MisconfiguredException;
import org.postgresql.PGConnection;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Checks the database at the start: its encoding, the tables, and the privileges of the
 * user.
 */
class DatabaseCheck implements SmartInitializingSingleton {

	private static final String MISSING_GRANTS = """
			SELECT privilege || ' on ' || name
			FROM (VALUES ('item'), ('idempotency_key')) AS tables (name),
			    unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
			WHERE NOT coalesce(has_table_privilege(to_regclass(name), privilege), false)
			""";

	private final JdbcTemplate jdbc;

	DatabaseCheck(DataSource dataSource) {
		this.jdbc = new JdbcTemplate(dataSource);
	}

	/**
	 * Checks the database.
	 * @throws MisconfiguredException if it cannot be used
	 */
	@Override
	public void afterSingletonsInstantiated() {
		String encoding = this.jdbc.queryForObject("SHOW server_encoding", String.class);
		if (!"UTF8".equals(encoding)) {
			throw new MisconfiguredException("The encoding of the database is " + encoding + ", not UTF8",
					"Create the database with ENCODING 'UTF8'.");
		}
		if (this.jdbc.execute(DatabaseCheck::isUndeclaredPooler)) {
			throw new MisconfiguredException(
					"A connection pooler is in front of the database,"
							+ " and spring.datasource.url does not say whether prepared statements are safe",
					"Add prepareThreshold=0 to the URL; or prepareThreshold=5, if the pooler pools sessions"
							+ " or keeps prepared statements itself.");
		}
		List<String> missing = this.jdbc.queryForList(MISSING_GRANTS, String.class);
		if (!missing.isEmpty()) {
			throw new MisconfiguredException("The user of the database lacks " + String.join(", ", missing),
					"Make the tables with src/main/resources/db/migration, and grant the user what is missing.");
		}
	}

	/**
	 * A pooler reports a process id of its own. With transaction pooling, prepared
	 * statements are unsafe, since each belongs to one connection.
	 */
	private static boolean isUndeclaredPooler(Connection connection) throws SQLException {
		if (!connection.isWrapperFor(PGConnection.class)
				|| connection.getMetaData().getURL().contains("prepareThreshold")) {
			return false;
		}
		PGConnection client = connection.unwrap(PGConnection.class);
		try (Statement sql = connection.createStatement();
				ResultSet row = sql.executeQuery("SELECT pg_backend_pid()")) {
			row.next();
			return client.getPrepareThreshold() != 0 && client.getBackendPID() != row.getInt(1);
		}
	}

}
