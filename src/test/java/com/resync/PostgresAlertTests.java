package com.resync;

import com.resync.postgres.WithPostgres;

/**
 * The same as {@link AlertTests}, on PostgreSQL.
 */
class PostgresAlertTests extends AlertTests implements WithPostgres {

	@Override
	String store() {
		return "PostgreSQL";
	}

}
