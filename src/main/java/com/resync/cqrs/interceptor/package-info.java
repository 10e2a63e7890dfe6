/**
 * The stock interceptors: observation, validation, retry and transaction. Each has a
 * configuration of its own, active if the classes and beans that it needs are present,
 * and gives way to an interceptor bean of its name.
 */
@NullMarked
package com.resync.cqrs.interceptor;

import org.jspecify.annotations.NullMarked;
