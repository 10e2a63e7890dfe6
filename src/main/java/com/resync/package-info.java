/**
 * The house: {@code cqrs} dispatches messages to handlers and knows no feature,
 * {@code items} is the feature, {@code database} chooses where it is kept,
 * {@code security} who may do what, {@code web} holds the HTTP manners that belong to no
 * feature, {@code telemetry} what is sent to those who watch, and {@code condition}
 * leaves out what is not configured.
 * <p>
 * A request goes from {@code ItemController}, which builds a command or a query, through
 * the {@code Dispatcher} and its interceptors to the handler nested in that message, and
 * from there to the {@code ItemRepository}.
 */
@NullMarked
package com.resync;

import org.jspecify.annotations.NullMarked;
