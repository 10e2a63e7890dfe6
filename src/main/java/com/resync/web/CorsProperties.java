package com.resync.web;

import java.util.List;

import jakarta.validation.constraints.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings for web pages of other origins. An origin (RFC 6454, section 6.2) has neither
 * path nor user. {@code null} is refused, since every sandboxed page has it.
 *
 * @param allowedOrigins such as {@code https://app.example.org}, or {@code *} for any;
 * none by default
 * @param allowedHeaders request headers that such a page may set
 * @param exposedHeaders response headers that such a page may read
 */
@Validated
@ConfigurationProperties("resync.cors")
record CorsProperties(
		@DefaultValue List<@Pattern(regexp = "(?i)[a-z][a-z0-9+.-]*://[^/?#@*\\s]+/?|\\*",
				message = "must be an origin, such as https://app.example.org, or *") String> allowedOrigins,
		@DefaultValue( {
				"Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", "traceparent",
				"tracestate" }) List<String> allowedHeaders,
		@DefaultValue({ "ETag", "Location", "Link", "Retry-After", "WWW-Authenticate" }) List<String> exposedHeaders){

}
