/**
 * What the service adds to Spring Boot's {@code DataSource}: the condition for it, checks
 * at the start, a limit for commands, and a read replica.
 */
@NullMarked
package com.resync.database;

import org.jspecify.annotations.NullMarked;
