package com.resync;

/**
 * The same as {@link ApplicationTests}, with a token in each request.
 */
class SecuredApplicationTests extends ApplicationTests implements WithIssuer {

	@Override
	String token() {
		return ISSUER.token("somebody", "items:read items:write service:read");
	}

}
