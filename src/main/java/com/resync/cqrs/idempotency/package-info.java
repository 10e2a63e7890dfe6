/**
 * Commands that run once for a key: the contract of such a command, the interceptor, and
 * stores in memory and in PostgreSQL.
 * {@link com.resync.cqrs.idempotency.IdempotentCommand} and
 * {@link com.resync.cqrs.idempotency.IdempotencyKey} need no Spring.
 */
@NullMarked
package com.resync.cqrs.idempotency;

import org.jspecify.annotations.NullMarked;
