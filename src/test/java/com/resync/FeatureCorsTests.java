package com.resync;

import java.net.http.HttpResponse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * CORS as Spring MVC and the actuator have it, in place of the service's own settings.
 */
@TestPropertySource(properties = "management.endpoints.web.cors.allowed-origins=https://app.example.org")
class FeatureCorsTests extends HttpTests {

	@ParameterizedTest
	@ValueSource(strings = { "/shared", "/actuator/health" })
	void onlyPagesOfTheAllowedOriginAreServed(String path) throws Exception {
		HttpResponse<String> served = get(path, "Origin", "https://app.example.org");
		assertThat(served.statusCode()).isEqualTo(200);
		assertThat(header(served, "Access-Control-Allow-Origin")).isEqualTo("https://app.example.org");
		assertProblem(get(path, "Origin", "https://evil.example.org"), 403, "about:blank", path);
		assertProblem(
				send("OPTIONS", path, "", "Origin", "https://evil.example.org", "Access-Control-Request-Method", "GET"),
				403, "about:blank", path);
	}

	@TestConfiguration(proxyBeanMethods = false)
	@Import(SharedController.class)
	static class Shared {

	}

	@RestController
	static class SharedController {

		@CrossOrigin("https://app.example.org")
		@GetMapping("/shared")
		String shared() {
			return "shared";
		}

	}

}
