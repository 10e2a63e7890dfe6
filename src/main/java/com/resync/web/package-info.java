/**
 * HTTP manners that belong to no feature: every fault is told as problem+json (RFC 9457),
 * JSON is read strictly, and start and stop are told in a line each.
 */
@NullMarked
package com.resync.web;

import org.jspecify.annotations.NullMarked;
