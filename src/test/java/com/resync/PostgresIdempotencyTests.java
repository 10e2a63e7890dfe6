package com.resync;

import com.resync.postgres.WithPostgres;

/**
 * The same as {@link IdempotencyTests}, on PostgreSQL.
 */
class PostgresIdempotencyTests extends IdempotencyTests implements WithPostgres {

}
