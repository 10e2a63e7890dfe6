package com.resync;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.io.ByteArrayInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service over HTTP/2, without TLS.
 */
@TestPropertySource(properties = "server.http2.enabled=true")
class Http2Tests extends HttpTests {

	private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build();

	/** Later requests need no upgrade. */
	@BeforeEach
	void connectByHttp2() throws Exception {
		assertThat(send(request("/items").GET()).version()).isEqualTo(Version.HTTP_2);
	}

	@Override
	HttpResponse<String> send(HttpRequest.Builder request) throws java.io.IOException, InterruptedException {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	@Test
	void itemIsCreated() throws Exception {
		HttpResponse<String> created = post("{\"name\":\"x\"}");
		assertThat(created.version()).isEqualTo(Version.HTTP_2);
		assertThat(get(header(created, "Location")).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(ints = { 65_537, 200_000, 20_000_000 })
	void bodyOverTheLimitIsRefusedAndTheClientReceivesIt(int size) throws Exception {
		byte[] large = "x".repeat(size).getBytes(StandardCharsets.UTF_8);
		for (HttpRequest.BodyPublisher body : new HttpRequest.BodyPublisher[] { BodyPublishers.ofByteArray(large),
				BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)) }) {
			HttpResponse<String> response = send(
					request("/items").header("Content-Type", "application/json").POST(body));
			assertThat(response.version()).isEqualTo(Version.HTTP_2);
			assertProblem(response, 413, "about:blank", "/items");
		}
	}

}
