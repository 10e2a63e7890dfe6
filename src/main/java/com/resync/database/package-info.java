/**
 * What the service adds to Spring Boot's {@code DataSource}: checks at the start, a limit
 * for commands, and a read replica.
 */
@NullMarked
package com.resync.database;

import org.jspecify.annotations.NullMarked;
