/**
 * Commands and queries, their handlers, and the dispatcher.
 * <p>
 * A {@link com.resync.cqrs.Command} requests a change, a {@link com.resync.cqrs.Query}
 * requests data. Each declares the type of its result, and has exactly one
 * {@link com.resync.cqrs.CommandHandler} or {@link com.resync.cqrs.QueryHandler}. A
 * {@link com.resync.cqrs.HandlerTable} finds the handler by the class of the message; it
 * is checked when it is built and is immutable. An {@link com.resync.cqrs.Interceptor}
 * runs around dispatches.
 * <p>
 * Nothing here needs a framework: <pre>{@code
 * record Greet(String name) implements Query<String> {
 * }
 *
 * Dispatcher dispatcher = HandlerTable.builder()
 *     .query(Greet.class, (greet) -> "Hello " + greet.name())
 *     .build();
 * String greeting = dispatcher.dispatch(new Greet("Ada"));
 * }</pre>
 */
@NullMarked
package com.resync.cqrs;

import org.jspecify.annotations.NullMarked;
