package com.resync;

import com.resync.postgres.WithPostgres;

/**
 * The same on PostgreSQL.
 */
class PostgresConditionalRequestTests extends ConditionalRequestTests implements WithPostgres {

}
