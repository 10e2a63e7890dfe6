package com.resync.security;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of what is guarded.
 *
 * @param publicApiDocs whether OpenAPI and Swagger UI need no token, which a browser
 * cannot send to load a page
 */
@ConfigurationProperties("resync.security")
record SecurityProperties(boolean publicApiDocs) {

}
