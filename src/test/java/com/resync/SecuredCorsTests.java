package com.resync;

import java.net.http.HttpResponse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * CORS if tokens are required, which a preflight request never has.
 */
class SecuredCorsTests extends CorsTests implements WithIssuer {

	private boolean anonymous;

	@Override
	@Nullable String token() {
		return this.anonymous ? null : ISSUER.token("somebody", "items:read items:write");
	}

	@Test
	void preflightNeedsNoTokenAndPageIsToldOfItsNeed() throws Exception {
		this.anonymous = true;
		preflightOfEachCallIsAllowed("POST", "/items");
		HttpResponse<String> response = get("/items", "Origin", "https://app.example.org");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("https://app.example.org");
	}

}
