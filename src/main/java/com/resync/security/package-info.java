/**
 * Who may do what: without an issuer of tokens configured everybody may do everything,
 * with one each call needs a bearer token (RFC 6750) and each message the scope that it
 * declares.
 */
@NullMarked
package com.resync.security;

import org.jspecify.annotations.NullMarked;
