package com.resync;

import com.resync.postgres.WithPostgres;

/**
 * The same on PostgreSQL.
 */
class PostgresIdempotencyTests extends IdempotencyTests implements WithPostgres {

}
