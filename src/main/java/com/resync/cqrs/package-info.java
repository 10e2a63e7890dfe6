/**
 * Commands and queries, their handlers, and the dispatcher.
 * <p>
 * A {@link com.resync.cqrs.Command} asks for a change and a {@link com.resync.cqrs.Query}
 * for an answer; each names its result type. Exactly one
 * {@link com.resync.cqrs.CommandHandler} or {@link com.resync.cqrs.QueryHandler} answers
 * each, found by the message's class in a {@link com.resync.cqrs.HandlerTable}, which is
 * checked when it is built and is immutable. An {@link com.resync.cqrs.Interceptor} runs
 * around dispatches.
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
