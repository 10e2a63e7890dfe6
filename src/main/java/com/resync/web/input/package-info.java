/**
 * Strict reading of requests: JSON bodies up to a limit, parameters and headers in one
 * documented form.
 */
@NullMarked
package com.resync.web.input;

import org.jspecify.annotations.NullMarked;
