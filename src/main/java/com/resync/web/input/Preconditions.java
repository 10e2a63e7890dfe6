package com.resync.web.input;

import org.jspecify.annotations.Nullable;

/**
 * The preconditions of a request (RFC 9110, section 13.1). A method of a controller may
 * have a parameter of this type, without an annotation.
 *
 * @param ifMatch {@code null} if the request has no such header
 * @param ifNoneMatch {@code null} if the request has no such header
 */
public record Preconditions(@Nullable EntityTags ifMatch, @Nullable EntityTags ifNoneMatch) {

}
