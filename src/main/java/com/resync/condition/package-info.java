/**
 * Leaves out the parts of the service that are not configured.
 */
@NullMarked
package com.resync.condition;

import org.jspecify.annotations.NullMarked;
