/**
 * The stock interceptors: observation, validation, retry and transaction. Each is active
 * if the classes and beans that it needs are present, and is replaced by an interceptor
 * bean of its name.
 */
@NullMarked
package com.resync.cqrs.interceptor;

import org.jspecify.annotations.NullMarked;
