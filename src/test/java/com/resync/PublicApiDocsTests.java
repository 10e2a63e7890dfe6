package com.resync;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that requires tokens, but not for the OpenAPI document.
 */
@TestPropertySource(properties = "resync.security.public-api-docs=true")
class PublicApiDocsTests extends HttpTests implements WithIssuer {

	@ParameterizedTest
	@CsvSource({ "/, 302", "/swagger-ui.html, 302", "/swagger-ui/index.html, 200",
			"/swagger-ui/swagger-ui-bundle.js, 200", "/v3/api-docs, 200", "/v3/api-docs/swagger-config, 200" })
	void descriptionNeedsNoToken(String path, int status) throws Exception {
		assertThat(get(path).statusCode()).isEqualTo(status);
	}

	@Test
	void allElseDoes() throws Exception {
		for (String path : new String[] { "/items", "/actuator/info", "/nothing", "/swagger", "/v3" }) {
			assertThat(get(path).statusCode()).isEqualTo(401);
		}
	}

}
