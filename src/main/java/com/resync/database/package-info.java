/**
 * Which database the service uses, if any: none unless one is configured, and a read
 * replica for queries where there is one.
 */
@NullMarked
package com.resync.database;

import org.jspecify.annotations.NullMarked;
