/**
 * The HTTP part that all features share: response headers, CORS, the stop of the server,
 * and below it strict input, problems (RFC 9457) and OpenAPI.
 */
@NullMarked
package com.resync.web;

import org.jspecify.annotations.NullMarked;
