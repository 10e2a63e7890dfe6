package com.resync.security;

import java.util.Collections;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Takes the token from the {@code Authorization} header only: a URI may be logged (RFC
 * 6750, section 5.3).
 */
class BearerTokens implements BearerTokenResolver {

	private final BearerTokenResolver header = new DefaultBearerTokenResolver();

	/**
	 * The token, {@code null} if there is none.
	 * @throws OAuth2AuthenticationException if it is malformed, or if there are several
	 */
	@Override
	public @Nullable String resolve(HttpServletRequest request) {
		if (Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size() > 1) {
			throw new OAuth2AuthenticationException(
					BearerTokenErrors.invalidRequest("There is more than one Authorization header"));
		}
		return this.header.resolve(request);
	}

}
