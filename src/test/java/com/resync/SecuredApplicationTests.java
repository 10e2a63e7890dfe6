package com.resync;

/**
 * The same with a token on each request.
 */
class SecuredApplicationTests extends ApplicationTests implements WithIssuer {

	@Override
	String token() {
		return ISSUER.token("somebody", "items:read items:write service:read");
	}

}
