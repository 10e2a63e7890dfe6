package com.resync;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a valid token allows, by its scopes.
 */
class ScopeTests extends HttpTests implements WithIssuer {

	private static final String READ = bearer("somebody", "items:read");

	private static final String WRITE = bearer("somebody", "items:write");

	private static final String SERVICE = bearer("somebody", "service:read");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET     | /items     | items:read   | 200
			HEAD    | /items     | items:read   | 200
			OPTIONS | /items     |              | 200
			GET     | {item}     | items:read   | 200
			HEAD    | {item}     | items:read   | 200
			PUT     | {item}     | items:write  | 200
			POST    | /items     | items:write  | 201
			DELETE  | {item}     | items:write  | 204
			GET     | /actuator/info           | service:read | 200
			GET     | /actuator/handlers       | service:read | 200
			GET     | /actuator                | service:read | 200
			GET     | /v3/api-docs             | service:read | 200
			GET     | /swagger-ui/index.html   | service:read | 200
			GET     | /nothing                 |              | 404
			GET     | /actuator/nothing        |              | 404
			GET     | /actuator/health         |              | 200
			PATCH   | /items                   |              | 405
			""")
	void callWorksWithItsScopeAlone(String method, String path, String scope, int status) throws Exception {
		HttpResponse<String> response = call(method, path, (scope != null) ? scope : "other");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		if (scope != null) {
			String others = "items:read items:write service:read other".replace(scope, scope + "x x" + scope);
			HttpResponse<String> refused = call(method, path, others);
			assertThat(refused.statusCode()).isEqualTo(403);
			assertThat(header(refused, "WWW-Authenticate"))
				.isEqualTo("Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
			if (!method.equals("HEAD")) {
				assertProblem(refused.body(), 403, "urn:resync:problem:insufficient-scope",
						refused.request().uri().getPath());
			}
		}
	}

	private HttpResponse<String> call(String method, String path, String scope) throws Exception {
		String target = path.equals("{item}") ? header(create("x", WRITE), "Location") : path;
		String body = (method.equals("PUT") || method.equals("POST")) ? "{\"name\":\"x\"}" : "";
		return send(method, target, body, "Authorization", bearer("somebody", scope), "Content-Type",
				"application/json");
	}

	@Test
	void sameIdempotencyKeyOfAnotherSubjectIsAnotherKey() throws Exception {
		String key = UUID.randomUUID().toString();
		String first = create("x", bearer("one", "items:write"), "Idempotency-Key", key).body();
		assertThat(create("x", bearer("one", "items:write"), "Idempotency-Key", key).body()).isEqualTo(first);
		HttpResponse<String> other = create("y", bearer("other", "items:write"), "Idempotency-Key", key);
		assertThat(other.statusCode()).isEqualTo(201);
		assertThat(create("x", bearer("one", "items:write"), "Idempotency-Key", key).body()).isEqualTo(first);
		assertProblem(create("x", bearer("other", "items:write"), "Idempotency-Key", key), 422,
				"urn:resync:problem:idempotency-key-reused", "/items");
	}

	@Test
	void bodyThatComesLateIsTakenWithItsToken() throws Exception {
		assertThat(postInParts("Authorization: " + WRITE + "\r\n")).startsWith("HTTP/1.1 201");
		assertThat(postInParts("Authorization: " + READ + "\r\n")).startsWith("HTTP/1.1 403");
		assertThat(postInParts("")).startsWith("HTTP/1.1 401");
	}

	private String postInParts(String headers) throws Exception {
		try (Socket socket = connect()) {
			socket.getOutputStream()
				.write(("POST /items HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
						+ "Content-Length: 12\r\n" + headers + "\r\n")
					.getBytes(StandardCharsets.UTF_8));
			Thread.sleep(50);
			socket.getOutputStream().write("{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Test
	void interfaceIsDescribedWithItsTokens() throws Exception {
		HttpResponse<String> api = get("/v3/api-docs", "Authorization", SERVICE);
		assertThat(HttpTests.<String>json(api, "$.components.securitySchemes.bearer.scheme")).isEqualTo("bearer");
		assertThat(api.body()).contains("\"security\":[{\"bearer\":[]}]");
		assertThat(HttpTests.<Map<String, ?>>json(api, "$.paths['/items'].post.responses")).containsKeys("401", "403",
				"503");
	}

	@Test
	void accessIsTold() throws Exception {
		assertThat(get("/actuator/info", "Authorization", SERVICE).body()).contains("\"access\":\"by bearer token\"");
	}

	private HttpResponse<String> create(String name, String bearer, String... headers) throws Exception {
		String[] all = Stream.of(new String[] { "Authorization", bearer }, headers)
			.flatMap(Arrays::stream)
			.toArray(String[]::new);
		return post("{\"name\":\"" + name + "\"}", all);
	}

	private static String bearer(String subject, String scope) {
		return "Bearer " + ISSUER.token(subject, scope);
	}

}
