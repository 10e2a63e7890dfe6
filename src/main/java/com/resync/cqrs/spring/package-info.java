/**
 * Fills the {@link com.resync.cqrs.HandlerTable} from a Spring application: every bean
 * that is a {@link com.resync.cqrs.CommandHandler} or
 * {@link com.resync.cqrs.QueryHandler} is registered by its generic type, every
 * {@link com.resync.cqrs.Interceptor} bean in its order, and faults in them stop the
 * start.
 */
@NullMarked
package com.resync.cqrs.spring;

import org.jspecify.annotations.NullMarked;
