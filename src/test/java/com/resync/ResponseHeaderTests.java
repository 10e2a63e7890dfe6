package com.resync;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers that every response has.
 */
class ResponseHeaderTests extends HttpTests {

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
			+ " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	@ParameterizedTest
	@CsvSource({ "GET, /items, 200", "HEAD, /items, 200", "OPTIONS, /items, 200", "POST, /items, 201",
			"DELETE, {item}, 204", "GET, /items/x, 400", "GET, /nothing, 404", "PATCH, /items, 405",
			"GET, /actuator/health, 200", "GET, /actuator/nothing, 404", "GET, /v3/api-docs, 200", "GET, /, 302",
			"TRACE, /items, 405" })
	void answerIsNotGuessedAtNorFramedNorKept(String method, String path, int status) throws Exception {
		HttpResponse<String> response = send(method, path.equals("{item}") ? create() : path,
				method.equals("POST") ? "{\"name\":\"x\"}" : "", "Content-Type", "application/json");
		assertThat(response.statusCode()).isEqualTo(status);
		assertHeaders(response, "no-store");
	}

	@Test
	void itemMayBeKeptByWhoAsksEachTimeWhetherItIsTheSame() throws Exception {
		String path = create();
		assertHeaders(get(path), "no-cache, private");
		HttpResponse<String> same = get(path, "If-None-Match", "\"1\"");
		assertThat(same.statusCode()).isEqualTo(304);
		assertHeaders(same, "no-cache, private");
		assertHeaders(send("HEAD", path, ""), "no-cache, private");
		assertHeaders(put(path, "{\"name\":\"y\"}"), "no-store");
		assertHeaders(get(UNKNOWN), "no-store");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/swagger-ui/index.html", "/swagger-ui/swagger-ui-bundle.js" })
	void pageLoadsWhatIsTheServicesOwn(String path) throws Exception {
		HttpResponse<String> page = get(path);
		assertThat(page.statusCode()).isEqualTo(200);
		assertHeaders(page, "no-store");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0001\u0002\r\n\r\n", "GET / items HTTP/1.1\r\nHost: x\r\n\r\n",
			"GET /items HTTP/1.1\r\n\r\n", "GET /items/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
			"POST /items HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
			"POST /items HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length:"
					+ " 100000\r\n\r\n" })
	void refusalsOfTheContainerAreNoExceptions(String request) throws Exception {
		String body = request.contains("100000") ? "x".repeat(100_000) : "";
		assertThat(raw(request + body)).startsWith("HTTP/1.1 4")
			.containsOnlyOnce("X-Content-Type-Options: nosniff\r\n")
			.containsOnlyOnce("X-Frame-Options: DENY\r\n")
			.containsOnlyOnce("Content-Security-Policy: " + POLICY + "\r\n")
			.containsOnlyOnce("Cache-Control: no-store\r\n");
	}

	@Test
	void pagesOfOtherOriginsAreToldNothing() throws Exception {
		HttpResponse<String> response = get("/items", "Origin", "https://app.example.org");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().map().keySet()).noneMatch((name) -> name.startsWith("access-control"));
		HttpResponse<String> preflight = send("OPTIONS", "/items", "", "Origin", "https://app.example.org",
				"Access-Control-Request-Method", "POST");
		assertThat(preflight.headers().map().keySet()).noneMatch((name) -> name.startsWith("access-control"));
	}

	private static void assertHeaders(HttpResponse<String> response, String caching) {
		assertThat(response.headers().map()).containsEntry("x-content-type-options", List.of("nosniff"))
			.containsEntry("x-frame-options", List.of("DENY"))
			.containsEntry("content-security-policy", List.of(POLICY))
			.containsEntry("cache-control", List.of(caching));
	}

}
