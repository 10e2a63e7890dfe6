package com.resync.security;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads the token also where a request is taken up once its body has come: the filters
 * that stand further out let it in here no sooner.
 */
class BearerFilter extends BearerTokenAuthenticationFilter {

	BearerFilter(AuthenticationManager authenticationManager) {
		super(authenticationManager, converter());
	}

	private static AuthenticationConverter converter() {
		BearerTokenAuthenticationConverter converter = new BearerTokenAuthenticationConverter();
		converter.setBearerTokenResolver(new BearerTokens());
		return converter;
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

}
