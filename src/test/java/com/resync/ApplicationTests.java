package com.resync;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service from outside: over HTTP, in raw JSON.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "management.endpoints.web.exposure.include=health,info,handlers,metrics")
class ApplicationTests {

	private static final String UUID_V7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

	private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z";

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Test
	void createdItemIsAnsweredWithItsLocationAndVersion() throws Exception {
		HttpResponse<String> created = post("{\"name\":\"Sample Item\"}");
		assertThat(created.statusCode()).isEqualTo(201);
		assertThat(header(created, "Content-Type")).isEqualTo("application/json");
		assertThat(header(created, "Location")).matches("/items/" + UUID_V7);
		assertThat(header(created, "ETag")).isEqualTo("\"1\"");
		String id = header(created, "Location").substring("/items/".length());
		assertThat(created.body())
			.matches("\\{\"status\":\"Item created\",\"id\":\"" + id + "\",\"version\":1,\"createdAt\":\"(" + INSTANT
					+ ")\",\"updatedAt\":\"\\1\"," + "\"data\":\\{\"name\":\"Sample Item\"}}");
	}

	@Test
	void createdItemIsRetrievedAsItWasCreated() throws Exception {
		HttpResponse<String> created = post("{\"name\":\"Sample Item\",\"description\":\"A thing\"}");
		HttpResponse<String> retrieved = get(header(created, "Location"));
		assertThat(retrieved.statusCode()).isEqualTo(200);
		assertThat(header(retrieved, "ETag")).isEqualTo(header(created, "ETag"));
		assertThat(retrieved.body()).isEqualTo(created.body().replace("Item created", "Item retrieved"));
	}

	@Test
	void headAnswersAsGetWithoutABody() throws Exception {
		String location = header(post("{\"name\":\"x\"}"), "Location");
		HttpResponse<String> head = send("HEAD", location, "");
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(header(head, "ETag")).isEqualTo("\"1\"");
		assertThat(head.body()).isEmpty();
	}

	@Test
	void idsRiseWithTime() throws Exception {
		String earlier = header(post("{\"name\":\"earlier\"}"), "Location");
		assertThat(header(post("{\"name\":\"later\"}"), "Location")).isGreaterThan(earlier);
	}

	@ParameterizedTest
	@ValueSource(strings = { " padded ", "e\\u0301", "\\ud83d\\ude00", "\\u202eright to left", "zero\\u200bwidth",
			"tab\\tline\\nreturn\\r", "\\ue000", "\\\"quoted\\\" \\\\ \\/" })
	void textComesBackToTheCharacter(String name) throws Exception {
		HttpResponse<String> created = post("{\"name\":\"" + name + "\"}");
		assertThat(created.statusCode()).isEqualTo(201);
		String written = JsonPath.read("{\"name\":\"" + name + "\"}", "$.name");
		assertThat(JsonPath.<String>read(created.body(), "$.data.name")).isEqualTo(written);
	}

	@Test
	void lengthsCountCodePoints() throws Exception {
		assertThat(post("{\"name\":\"" + "😀".repeat(200) + "\"}").statusCode()).isEqualTo(201);
		assertThat(post("{\"name\":\"" + "😀".repeat(201) + "\"}").statusCode()).isEqualTo(400);
		assertThat(post("{\"name\":\"x\",\"description\":\"" + "é".repeat(2000) + "\"}").statusCode()).isEqualTo(201);
		assertThat(post("{\"name\":\"x\",\"description\":\"" + "é".repeat(2001) + "\"}").statusCode()).isEqualTo(400);
	}

	@Test
	void absentDescriptionStaysAbsent() throws Exception {
		assertThat(post("{\"name\":\"x\",\"description\":null}").body()).endsWith("\"data\":{\"name\":\"x\"}}");
	}

	@Test
	void everyBrokenRuleIsToldInOneAnswer() throws Exception {
		HttpResponse<String> response = post("{\"name\":\" \",\"description\":\"\\u0000" + "x".repeat(2000) + "\"}");
		assertProblem(response, 400, "urn:resync:problem:invalid-item", "/items");
		assertThat(response.body()).contains("""
				"errors":[\
				{"pointer":"/description","detail":"must have at most 2000 characters"},\
				{"pointer":"/description","detail":"must not contain control characters other than tab, line feed and \
				carriage return, nor unpaired surrogates"},\
				{"pointer":"/name","detail":"must not be blank"}]""");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"name\":null}", "{\"name\":\"\"}", "{\"name\":\" \\t\"}",
			"{\"name\":\"\\u3000\\u00a0\"}" })
	void blankNameIsRefused(String body) throws Exception {
		HttpResponse<String> response = post(body);
		assertProblem(response, 400, "urn:resync:problem:invalid-item", "/items");
		assertThat(response.body()).contains("\"errors\":[{\"pointer\":\"/name\",\"detail\":\"must not be blank\"}]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\u0000", "\\u001f", "\\u007f", "\\u0085", "\\ud800", "\\udc00x", "\\ud800\\ud800" })
	void controlCharactersAndUnpairedSurrogatesAreRefused(String text) throws Exception {
		assertProblem(post("{\"name\":\"x" + text + "\"}"), 400, "urn:resync:problem:invalid-item", "/items");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			``                            | The body is missing or null.
			null                          | The body is missing or null.
			{"name":                      | The body is not well-formed JSON in UTF-8 (line 1, column 9).
			{"name":"a","name":"b"}       | The body names a field twice (line 1, column 19).
			{"name":"a","x":1}            | The field /x is unknown
			{"name":1}                    | The value of /name is of a wrong type
			{"name":true}                 | The value of /name is of a wrong type
			{"name":1.5}                  | The value of /name is of a wrong type
			{"name":["a"]}                | The value of /name is of a wrong type
			{"name":{}}                   | The value of /name is of a wrong type
			{"name":"a"} {}               | The body is not one JSON object
			{"name":"a"} x                | The body is not well-formed JSON in UTF-8
			[{"name":"a"}]                | The body is not one JSON object
			"a"                           | The body is not one JSON object
			1                             | The body is not one JSON object
			""")
	void bodyThatIsNotTheExpectedJsonIsRefusedWithThePlace(String body, String detail) throws Exception {
		HttpResponse<String> response = post(body);
		assertProblem(response, 400, "about:blank", "/items");
		assertThat(response.body()).contains("\"detail\":\"" + detail);
	}

	@Test
	void invalidUtf8IsRefused() throws Exception {
		byte[] body = "{\"name\":\"?\"}".getBytes();
		body[9] = (byte) 0xff;
		HttpRequest request = request("/items").header("Content-Type", "application/json")
			.POST(BodyPublishers.ofByteArray(body))
			.build();
		assertProblem(this.client.send(request, BodyHandlers.ofString()), 400, "about:blank", "/items");
	}

	@Test
	void deepNestingIsRefused() throws Exception {
		assertProblem(post("{\"name\":" + "[".repeat(5000) + "]".repeat(5000) + "}"), 400, "about:blank", "/items");
	}

	@Test
	void unknownItemIsNotFound() throws Exception {
		String path = "/items/0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11";
		HttpResponse<String> response = get(path);
		assertProblem(response, 404, "urn:resync:problem:item-not-found", path);
		assertThat(response.body()).contains("There is no item 0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "1-1-1-1-1", "0197d0c42a4b7c3e9f106d1f0c9b7a11",
			"0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a1g", "%200197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11" })
	void idThatIsNoUuidIsRefused(String id) throws Exception {
		HttpResponse<String> response = get("/items/" + id);
		assertProblem(response, 400, "about:blank", "/items/" + id);
		assertThat(response.body()).contains("'id' is not of the expected form. It must be a UUID.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/nothing", "/items/", "/item", "/actuator/nothing", "/error" })
	void unknownPathIsNotFound(String path) throws Exception {
		assertProblem(get(path), 404, "about:blank", path);
	}

	@Test
	void otherMethodIsRefusedWithThoseAllowed() throws Exception {
		HttpResponse<String> response = send("PATCH", "/items", "{}", "Content-Type", "application/json");
		assertProblem(response, 405, "about:blank", "/items");
		assertThat(header(response, "Allow")).isEqualTo("POST,OPTIONS");
	}

	@Test
	void headAndOptionsAreAllowedWhereGetIs() throws Exception {
		HttpResponse<String> response = send("PATCH", "/items/0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11", "{}");
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(header(response, "Allow")).isEqualTo("GET,HEAD,OPTIONS");
		assertThat(header(send("OPTIONS", "/items/0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11", ""), "Allow"))
			.isEqualTo("GET,HEAD,OPTIONS");
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

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			application/json               | */*
			application/json;charset=UTF-8 | application/json
			application/json               | text/html, application/*;q=0.5
			""")
	void jsonIsTakenAndGiven(String contentType, String accept) throws Exception {
		assertThat(
				send("POST", "/items", "{\"name\":\"x\"}", "Content-Type", contentType, "Accept", accept).statusCode())
			.isEqualTo(201);
	}

	@Test
	void malformedFormIsAnsweredAsAnyOtherBody() throws Exception {
		String type = "application/x-www-form-urlencoded";
		assertProblem(send("PUT", "/items", "%zz", "Content-Type", type), 405, "about:blank", "/items");
		assertProblem(send("PATCH", "/nothing", "%zz", "Content-Type", type), 404, "about:blank", "/nothing");
	}

	@Test
	void pathThatIsNoUriByItselfIsNotFound() throws Exception {
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.getOutputStream().write("GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes());
			assertThat(new String(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 404")
				.contains("\"instance\":\"/\"");
		}
	}

	@Test
	void bodyThatIsTooLargeIsRefused() throws Exception {
		assertThat(post(" ".repeat(65_000) + "{\"name\":\"x\"}").statusCode()).isEqualTo(201);
		String large = "{\"name\":\"" + "x".repeat(100_000) + "\"}";
		assertProblem(post(large), 413, "about:blank", "/items");
		HttpRequest chunked = request("/items").header("Content-Type", "application/json")
			.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
			.build();
		assertProblem(this.client.send(chunked, BodyHandlers.ofString()), 413, "about:blank", "/items");
	}

	@Test
	void bodyBeyondWhatIsReadIsRefused() throws Exception {
		HttpResponse<String> response = post("{\"name\":" + "1".repeat(2000) + "}");
		assertProblem(response, 400, "about:blank", "/items");
		assertThat(response.body()).contains("beyond what is read");
	}

	@Test
	void healthIsUp() throws Exception {
		assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"");
		assertThat(get("/actuator/info").body()).contains("\"items\":\"in memory\"", "\"messages\":\"");
	}

	@Test
	void handlersAreListed() throws Exception {
		assertThat(get("/actuator/handlers").body()).contains("""
				"interceptors":["messageObservation","messageValidation"]""", """
				{"message":"com.resync.items.CreateItemCommand","kind":"command","result":"com.resync.items.Item",\
				"handler":"createItemCommand.Handler","origin":"com.resync.items.CreateItemCommand$Handler",\
				"interceptors":["messageObservation","messageValidation"]}""", """
				{"message":"com.resync.items.GetItemQuery","kind":"query","result":"com.resync.items.Item",\
				"handler":"getItemQuery.Handler","origin":"com.resync.items.GetItemQuery$Handler",\
				"interceptors":["messageObservation"]}""");
	}

	@Test
	void dispatchesAreMeasured() throws Exception {
		post("{\"name\":\"x\"}");
		assertThat(get("/actuator/metrics/cqrs.dispatch?tag=message:CreateItemCommand&tag=outcome:success").body())
			.contains("\"statistic\":\"COUNT\"");
	}

	private static void assertProblem(HttpResponse<String> response, int status, String type, String instance) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
		assertThat(response.body())
			.contains("\"type\":\"" + type + "\"", "\"status\":" + status, "\"instance\":\"" + instance + "\"",
					"\"title\":\"", "\"detail\":\"")
			.doesNotContain("com.resync", "org.springframework", "jackson", "java.", "Exception");
	}

	private HttpResponse<String> post(String body) throws IOException, InterruptedException {
		return send("POST", "/items", body, "Content-Type", "application/json");
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send("GET", path, "");
	}

	private HttpResponse<String> send(String method, String path, String body, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path).method(method,
				body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
	}

	private static String header(HttpResponse<String> response, String name) {
		return String.join(", ", response.headers().allValues(name));
	}

}
