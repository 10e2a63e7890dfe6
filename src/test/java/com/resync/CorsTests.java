package com.resync;

import java.net.http.HttpResponse;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls from web pages of other origins.
 */
@TestPropertySource(properties = "resync.cors.allowed-origins=https://app.example.org,https://other.example.org")
class CorsTests extends HttpTests {

	private static final String ORIGIN = "https://app.example.org";

	@ParameterizedTest
	@CsvSource({ "GET, /items", "HEAD, /items", "POST, /items", "PUT, /items/1", "DELETE, /items/1" })
	void preflightOfEachCallIsAllowed(String method, String path) throws Exception {
		HttpResponse<String> response = preflight(ORIGIN, method, path,
				"authorization,content-type,idempotency-key,if-match,if-none-match");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
		assertThat(header(response, "Access-Control-Allow-Methods")).contains(method);
		assertThat(header(response, "Access-Control-Allow-Headers"))
			.isEqualTo("authorization, content-type, idempotency-key, if-match, if-none-match");
		assertThat(response.headers().map()).doesNotContainKey("access-control-allow-credentials");
	}

	@ParameterizedTest
	@CsvSource({ "https://evil.example.org, GET, content-type", "https://app.example.org, PATCH, content-type",
			"https://app.example.org, GET, x-other", "null, GET, content-type" })
	void otherPreflightIsRefused(String origin, String method, String headers) throws Exception {
		HttpResponse<String> response = preflight(origin, method, "/items", headers);
		assertProblem(response, 403, "about:blank", "/items");
		assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
	}

	@Test
	void pageMayReadWhatItNeeds() throws Exception {
		HttpResponse<String> response = get("/items", "Origin", ORIGIN);
		assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
		assertThat(header(response, "Access-Control-Expose-Headers").split(", *")).containsExactlyInAnyOrder("ETag",
				"Location", "Link", "Retry-After", "WWW-Authenticate");
		assertThat(header(response, "Vary")).contains("Origin");
	}

	@Test
	void pageIsToldOfRefusalsToo() throws Exception {
		for (Map.Entry<String, Integer> refused : Map.of("{\"name\":\"\"}", 400, "x".repeat(100_000), 413).entrySet()) {
			HttpResponse<String> response = post(refused.getKey(), "Origin", ORIGIN);
			assertThat(response.statusCode()).isEqualTo(refused.getValue());
			assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
		}
	}

	@Test
	void requestOfAnotherOriginIsRefused() throws Exception {
		assertProblem(get("/items", "Origin", "https://evil.example.org"), 403, "about:blank", "/items");
	}

	private HttpResponse<String> preflight(String origin, String method, String path, String headers) throws Exception {
		return send("OPTIONS", path, "", "Origin", origin, "Access-Control-Request-Method", method,
				"Access-Control-Request-Headers", headers);
	}

}
