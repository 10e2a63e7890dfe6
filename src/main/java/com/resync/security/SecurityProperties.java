package com.resync.security;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the secured service.
 *
 * @param publicApiDocs whether OpenAPI and Swagger UI are served without a token, since a
 * browser cannot send one to load a page
 */
@ConfigurationProperties("resync.security")
record SecurityProperties(boolean publicApiDocs) {

}
