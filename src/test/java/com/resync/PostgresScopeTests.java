package com.resync;

import com.resync.postgres.WithPostgres;

/**
 * The same as {@link ScopeTests}, on PostgreSQL.
 */
class PostgresScopeTests extends ScopeTests implements WithPostgres {

}
