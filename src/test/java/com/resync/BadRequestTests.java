package com.resync;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that Spring or the servlet container refuses, for other reasons than their
 * JSON.
 */
@ExtendWith(OutputCaptureExtension.class)
class BadRequestTests extends HttpTests {

	@AfterEach
	void nothingIsLogged(CapturedOutput output) {
		assertThat(output).doesNotContain("WARN", "ERROR", "Exception");
	}

	private static final String POST = "POST /items HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
			+ "Content-Type: application/json\r\n";

	@ParameterizedTest
	@ValueSource(strings = { "1", "1-1-1-1-1", "0197d0c42a4b7c3e9f106d1f0c9b7a11",
			"0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a1g", "%200197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11" })
	void idThatIsNoUuidIsRefused(String id) throws Exception {
		HttpResponse<String> response = get("/items/" + id);
		assertProblem(response, 400, "about:blank", "/items/" + id);
		assertThat(response.body()).contains("'id' is not of the expected form. It must be a UUID.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nothing", "/items/", "/item", "/actuator/nothing", "/error", "/swagger-ui/nothing",
			"/v3/nothing" })
	void unknownPathIsNotFound(String path) throws Exception {
		assertProblem(get(path), 404, "about:blank", path);
		assertThat(get(path, "Accept", "nonsense").statusCode()).isBetween(400, 499);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			PATCH  | /items                                      | GET,HEAD,OPTIONS,POST
			DELETE | /items                                      | GET,HEAD,OPTIONS,POST
			POST   | /items/0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11 | DELETE,GET,HEAD,OPTIONS,PUT
			PATCH  | /items/0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11 | DELETE,GET,HEAD,OPTIONS,PUT
			FOO    | /items                                      | GET,HEAD,OPTIONS,POST
			TRACE  | /items                                      | GET,HEAD,OPTIONS,POST
			TRACE  | /items/0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11 | DELETE,GET,HEAD,OPTIONS,PUT
			""")
	void otherMethodIsRefusedWithThoseAllowed(String method, String path, String allowed) throws Exception {
		HttpResponse<String> response = send(method, path, "{}", "Content-Type", "application/json");
		assertProblem(response, 405, "about:blank", path);
		assertThat(header(response, "Allow").split(",")).containsExactlyInAnyOrder(allowed.split(","));
		HttpResponse<String> options = send("OPTIONS", path, "");
		assertThat(header(options, "Allow").split(",")).containsExactlyInAnyOrder(allowed.split(","));
		assertThat(options.headers().map()).doesNotContainKey("Accept-Patch");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/xml", "multipart/form-data; boundary=x",
			"application/x-www-form-urlencoded" })
	void otherRequestTypeIsRefusedWithThoseAccepted(String type) throws Exception {
		HttpResponse<String> response = send("POST", "/items", "{\"name\":\"x\"}", "Content-Type", type);
		assertProblem(response, 415, "about:blank", "/items");
		assertThat(header(response, "Accept")).isEqualTo("application/json");
	}

	@Test
	void otherResponseTypeIsRefused() throws Exception {
		HttpResponse<String> response = send("POST", "/items", "{\"name\":\"x\"}", "Content-Type", "application/json",
				"Accept", "text/html");
		assertProblem(response, 406, "about:blank", "/items");
	}

	@Test
	void malformedFormIsAnsweredAsAnyOtherBody() throws Exception {
		String type = "application/x-www-form-urlencoded";
		assertProblem(send("PUT", "/items", "%zz", "Content-Type", type), 405, "about:blank", "/items");
		assertProblem(send("PATCH", "/nothing", "%zz", "Content-Type", type), 404, "about:blank", "/nothing");
	}

	@ParameterizedTest
	@CsvSource({ "GET /items/%zz HTTP/1.1, /items/%25zz", "GET /items/%00 HTTP/1.1, /items/%00",
			"GET /items%2Fx HTTP/1.1, /items%2Fx", "GET /items/%ff HTTP/1.1, /items/%ff",
			"GET /items/[x] HTTP/1.1, /items/%5Bx%5D", "GET /items?limit=%zz HTTP/1.1, /items",
			"GET /items?limit=%ff HTTP/1.1, /items", "GET /items|x HTTP/1.1, /", "GET /items HTTP/9.9, /items",
			"CONNECT x:80 HTTP/1.1, x:80", "GET / items HTTP/1.1, /", "\u0001\u0002, /" })
	void malformedRequestLineIsRefused(String line, String instance) throws Exception {
		assertRefused(line + "\r\nHost: x\r\nConnection: close\r\n\r\n", 400, instance);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Host: a\r\nHost: b\r\n", "Host: a b\r\n", "Host: x\r\nA b: c\r\n",
			"Host: x\r\n folded\r\n", "Host: x\r\nA: \1\r\n", "Host: x\r\nTransfer-Encoding: foo\r\n",
			"Host: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n", "Host: x\r\nContent-Length: -1\r\n",
			"Host: x\r\nContent-Length: x\r\n" })
	void malformedHeadersAreRefused(String headers) throws Exception {
		assertRefused("POST /items HTTP/1.1\r\n" + headers + "\r\n", 400, "/items");
	}

	@ParameterizedTest
	@CsvSource({ "GET /{} HTTP/1.1, /", "GET /items?{} HTTP/1.1, /", "GET /items HTTP/1.1|A: {}, /items",
			"GET /items HTTP/1.1|{}, /items" })
	void headThatIsTooLargeIsRefused(String head, String instance) throws Exception {
		String large = head.contains("|{}") ? "A: b\r\n".repeat(200) + "B: c" : "a".repeat(20_000);
		String request = head.replace("|", "\r\nHost: x\r\n").replace("{}", large) + "\r\n\r\n";
		assertRefused(request, 400, instance);
		assertThat(raw(request)).contains("too large");
	}

	@Test
	void traceIsRefused() throws Exception {
		assertRefused("TRACE /items HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 405, "/items");
	}

	@Test
	void unknownExpectationIsRefused() throws Exception {
		assertRefused("POST /items HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: bogus\r\n\r\n", 417, "/items");
	}

	@ParameterizedTest
	@ValueSource(strings = { "zz\r\n", "5\r\n{\"nam\r\nzz\r\n", "5\r\n{\"name\":\"x\"}\r\n0\r\n\r\n" })
	void bodyInBadChunksIsRefused(String chunks) throws Exception {
		assertRefused(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks, 400, "/items");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health/nothing", "/actuator/metrics/nothing" })
	void faultWithoutABodyGetsOne(String path) throws Exception {
		assertProblem(get(path), 404, "about:blank", path);
	}

	@Test
	void slashesInFrontAreTakenAsOne() throws Exception {
		assertRefused("GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404, "/");
	}

	private void assertRefused(String request, int status, String instance) throws Exception {
		assertRefusal(raw(request), status, instance);
	}

	private static void assertRefusal(String response, int status, String instance) {
		assertThat(response).startsWith("HTTP/1.1 " + status)
			.contains("\r\nContent-Type: application/problem+json\r\n");
		assertThat(response.substring(0, response.indexOf("\r\n\r\n"))).doesNotContainIgnoringCase("\r\nserver:");
		assertProblem(response, status, "about:blank", instance);
	}

	@Test
	void bodyOfTheLimitIsRead() throws Exception {
		String item = "{\"name\":\"x\"}";
		assertThat(post(" ".repeat(65_536 - item.length()) + item).statusCode()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(ints = { 65_537, 200_000, 20_000_000 })
	void bodyOverTheLimitIsRefused(int size) throws Exception {
		String large = "{\"name\":\"" + "x".repeat(size - 11) + "\"}";
		assertProblem(post(large), 413, "about:blank", "/items");
		assertProblem(
				send(request("/items").header("Content-Type", "application/json")
					.POST(BodyPublishers
						.ofInputStream(() -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))),
				413, "about:blank", "/items");
	}

	@Test
	void bodyOverTheLimitIsRefusedToWhoReadsOnlyWhenAllIsWritten() throws Exception {
		String large = "x".repeat(20_000_000);
		assertRefused(POST + "Content-Length: " + large.length() + "\r\n\r\n" + large, 413, "/items");
	}

	@Test
	void bodyThatIsSaidToBeTooLargeIsRefusedBeforeItsEnd() throws Exception {
		try (Socket client = connect();
				Scanner response = new Scanner(client.getInputStream(), StandardCharsets.UTF_8)) {
			client.getOutputStream().write((POST + "Content-Length: 65537\r\n\r\n{").getBytes(StandardCharsets.UTF_8));
			assertRefusal(response.useDelimiter("}").next(), 413, "/items");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "limit=abc", "limit=", "limit=1&limit=2", "limit=0x10", "limit=%202", "limit=+2",
			"limit=1.0", "limit=99999999999" })
	void limitThatIsNoNumberIsRefused(String query) throws Exception {
		HttpResponse<String> response = get("/items?" + query);
		assertProblem(response, 400, "about:blank", "/items");
		assertThat(response.body()).contains("'limit' is not of the expected form. It must be a whole number.");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 101 })
	void limitOutOfRangeIsRefused(int limit) throws Exception {
		HttpResponse<String> response = get("/items?limit=" + limit);
		assertProblem(response, 400, "urn:resync:problem:invalid-request", "/items");
		assertThat(response.body())
			.contains("\"errors\":[{\"parameter\":\"limit\",\"detail\":\"must be between 1 and 100\"}]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "1-1-1-1-1", "0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11,x" })
	void afterThatWasNotHandedOutIsRefused(String after) throws Exception {
		assertProblem(get("/items?after=" + after), 400, "about:blank", "/items");
	}

}
