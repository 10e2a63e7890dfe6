package com.resync.security;

import java.util.Collections;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;

/**
 * Takes the token from the {@code Authorization} header only: a URI may be logged (RFC
 * 6750, section 5.3).
 */
class BearerTokens implements BearerTokenResolver {

	private final BearerTokenResolver header = new DefaultBearerTokenResolver();

	/**
	 * The filter that authenticates requests. It is not a bean, since Spring Boot would
	 * also register it with the servlet container, and not made by
	 * {@code oauth2ResourceServer}, which adds DPoP and a path without access control.
	 */
	static BearerTokenAuthenticationFilter filter(JwtAuthenticationProvider provider) {
		BearerTokenAuthenticationConverter converter = new BearerTokenAuthenticationConverter();
		converter.setBearerTokenResolver(new BearerTokens());
		BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(
				(AuthenticationManager) (token) -> authenticate(provider, token), converter);
		filter.setAuthenticationEntryPoint((request, response, ex) -> {
			throw ex;
		});
		return filter;
	}

	/** Spring Security takes the claims of a signed token to be of their usual types. */
	private static Authentication authenticate(JwtAuthenticationProvider provider, Authentication token) {
		try {
			return provider.authenticate(token);
		}
		catch (ClassCastException | IllegalArgumentException ex) {
			throw new InvalidBearerTokenException("The token has a claim of an unexpected type", ex);
		}
	}

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
