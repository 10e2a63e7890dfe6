package com.resync;

import com.resync.postgres.WithPostgres;

/**
 * The same on PostgreSQL.
 */
class PostgresScopeTests extends ScopeTests implements WithPostgres {

}
