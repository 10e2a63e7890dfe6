package com.resync;

import com.resync.postgres.WithPostgres;

/**
 * The same as {@link ApplicationTests}, on PostgreSQL.
 */
class PostgresApplicationTests extends ApplicationTests implements WithPostgres {

}
