/**
 * Every response of 400 and above as {@code application/problem+json} (RFC 9457), whoever
 * refuses the request: a handler, Spring or the servlet container.
 */
@NullMarked
package com.resync.web.problem;

import org.jspecify.annotations.NullMarked;
