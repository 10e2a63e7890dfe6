package com.resync;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class of tests over HTTP: they send and compare raw JSON.
 */
@Tag("http")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class HttpTests {

	static final String UNKNOWN = "/items/0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11";

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	/** The path of a new item. */
	String create() throws IOException, InterruptedException {
		return header(post("{\"name\":\"x\"}"), "Location");
	}

	HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
		return sendJson("POST", "/items", body, headers);
	}

	HttpResponse<String> put(String path, String body, String... headers) throws IOException, InterruptedException {
		return sendJson("PUT", path, body, headers);
	}

	HttpResponse<String> delete(String path, String... headers) throws IOException, InterruptedException {
		return send("DELETE", path, "", headers);
	}

	HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		return send("GET", path, "", headers);
	}

	private HttpResponse<String> sendJson(String method, String path, String body, String... headers)
			throws IOException, InterruptedException {
		return send(request(path).header("Content-Type", "application/json"), method, body, headers);
	}

	HttpResponse<String> send(String method, String path, String body, String... headers)
			throws IOException, InterruptedException {
		return send(request(path), method, body, headers);
	}

	private HttpResponse<String> send(HttpRequest.Builder request, String method, String body, String... headers)
			throws IOException, InterruptedException {
		if (headers.length > 0) {
			request.headers(headers);
		}
		return send(request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
	}

	HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
		String token = token();
		return (token != null) ? request.header("Authorization", "Bearer " + token) : request;
	}

	/** Headers that are sent with each request. */
	@Nullable String token() {
		return null;
	}

	Socket connect() throws IOException {
		return new Socket("localhost", this.port);
	}

	/** Opens a connection with a receive buffer of so many bytes. */
	Socket connect(int receiveBuffer) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(receiveBuffer);
		socket.connect(new InetSocketAddress("localhost", this.port));
		return socket;
	}

	/**
	 * All that the service sends in response to these bytes, until the connection is
	 * closed.
	 */
	String raw(String request) throws IOException {
		return raw(request.getBytes(StandardCharsets.ISO_8859_1));
	}

	String raw(byte[] request) throws IOException {
		try (Socket socket = connect()) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(request);
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	static String header(HttpResponse<String> response, String name) {
		return String.join(", ", response.headers().allValues(name));
	}

	static <T> T json(HttpResponse<String> response, String path) {
		return JsonPath.read(response.body(), path);
	}

	static void assertProblem(HttpResponse<String> response, int status, String type, String instance) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
		assertThat(response.headers().map()).doesNotContainKey("Server");
		assertProblem(response.body(), status, type, instance);
	}

	static void assertProblem(String body, int status, String type, String instance) {
		assertThat(body)
			.contains("\"type\":\"" + type + "\"", "\"status\":" + status, "\"instance\":\"" + instance + "\"",
					"\"title\":\"", "\"detail\":\"")
			.doesNotContainIgnoringCase("com.resync", "org.", "jackson", "java.", "Exception", "tomcat", "<html");
	}

}
