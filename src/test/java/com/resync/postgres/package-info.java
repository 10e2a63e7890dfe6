/**
 * A real PostgreSQL for the tests, on a machine that has nothing but a JDK.
 */
@NullMarked
package com.resync.postgres;

import org.jspecify.annotations.NullMarked;
