package com.resync;

import com.resync.postgres.WithPostgres;

/**
 * The same as {@link BadJsonTests}, on PostgreSQL.
 */
class PostgresBadJsonTests extends BadJsonTests implements WithPostgres {

}
