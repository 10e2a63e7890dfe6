/**
 * Access control. Without a token issuer in the settings, everybody may do everything.
 * With one, each request needs a bearer token (RFC 6750), and each message the scope that
 * it declares.
 */
@NullMarked
package com.resync.security;

import org.jspecify.annotations.NullMarked;
