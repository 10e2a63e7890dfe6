package com.resync;

import com.resync.postgres.WithPostgres;

/**
 * The same on PostgreSQL.
 */
class PostgresBadJsonTests extends BadJsonTests implements WithPostgres {

}
