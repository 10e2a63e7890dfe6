/**
 * HTTP manners that belong to no feature: bodies are read up to a limit and without a
 * waiting thread, JSON and parameters are read strictly, every fault is told as
 * problem+json (RFC 9457), every answer has the headers of one that is no page, what
 * calls have in common is described for OpenAPI, and start and stop are told in a line
 * each.
 */
@NullMarked
package com.resync.web;

import org.jspecify.annotations.NullMarked;
