/**
 * The packages: {@code cqrs} dispatches messages to handlers and knows no feature;
 * {@code items} is the feature; {@code web} is the HTTP part that all features share;
 * {@code database} has what the service adds to PostgreSQL; {@code security} checks
 * tokens and scopes. This package has {@code main}, decides which optional parts are
 * used, and reports how the start went.
 * <p>
 * {@code ItemController} creates a command or a query from each request. The
 * {@code Dispatcher} passes it through the interceptors to the handler, which is nested
 * in the class of the message. The handler uses the {@code ItemRepository}.
 */
@NullMarked
package com.resync;

import org.jspecify.annotations.NullMarked;
