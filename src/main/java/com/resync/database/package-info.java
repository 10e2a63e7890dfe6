/**
 * What the service adds to Spring Boot's {@code DataSource}: checks at the start, a limit
 * for commands, a read replica, and the problems that report its exceptions.
 */
@NullMarked
package com.resync.database;

import org.jspecify.annotations.NullMarked;
