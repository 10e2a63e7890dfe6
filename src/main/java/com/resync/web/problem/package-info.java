/**
 * Makes every response of 400 and above {@code application/problem+json} (RFC 9457),
 * whether it comes from a handler, Spring or the servlet container.
 */
@NullMarked
package com.resync.web.problem;

import org.jspecify.annotations.NullMarked;
