/**
 * What all calls have in common in the OpenAPI description.
 */
@NullMarked
package com.resync.web.openapi;

import org.jspecify.annotations.NullMarked;
