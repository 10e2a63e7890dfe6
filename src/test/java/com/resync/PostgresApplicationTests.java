package com.resync;

import com.resync.postgres.WithPostgres;

/**
 * The same on PostgreSQL.
 */
class PostgresApplicationTests extends ApplicationTests implements WithPostgres {

}
