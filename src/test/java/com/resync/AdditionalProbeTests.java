package com.resync;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Probes at the additional paths of Spring Boot, if tokens are required.
 */
@TestPropertySource(properties = "management.endpoint.health.probes.add-additional-paths=true")
class AdditionalProbeTests extends HttpTests implements WithIssuer {

	@ParameterizedTest
	@ValueSource(strings = { "/livez", "/readyz" })
	void probeNeedsNoToken(String path) throws Exception {
		assertThat(get(path).statusCode()).isEqualTo(200);
		assertThat(get("/items").statusCode()).isEqualTo(401);
	}

}
