/**
 * What parts of the service there are follows from what is configured.
 */
@NullMarked
package com.resync.condition;

import org.jspecify.annotations.NullMarked;
