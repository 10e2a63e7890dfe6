package com.resync;

import com.resync.postgres.WithPostgres;

/**
 * The same as {@link ConditionalRequestTests}, on PostgreSQL.
 */
class PostgresConditionalRequestTests extends ConditionalRequestTests implements WithPostgres {

}
