package com.resync;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that pause, with timeouts longer than the tests: other clients do not wait for
 * them.
 */
@TestPropertySource(properties = "server.tomcat.connection-timeout=120s")
@Timeout(value = 100, threadMode = ThreadMode.SEPARATE_THREAD)
@ExtendWith(OutputCaptureExtension.class)
class SlowClientTests extends HttpTests {

	/** Fewer than the 200 threads that serve requests on JDK 17. */
	private static final int STALLED = 150;

	private static final String START = "POST /items HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

	private final List<Socket> clients = new ArrayList<>();

	@AfterEach
	void close() throws IOException {
		for (Socket client : this.clients) {
			client.close();
		}
	}

	@Test
	void stalledUploadsKeepNobodyWaiting() throws Exception {
		for (int i = 0; i < STALLED; i++) {
			send(START + ((i % 2 == 0) ? "Content-Length: 12\r\n\r\n{\"na"
					: "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"na"));
		}
		assertThat(create()).startsWith("/items/");
	}

	@Test
	void uploadInManyPartsIsTaken() throws Exception {
		Socket client = send(START + "Connection: close\r\nContent-Length: 12\r\n\r\n");
		for (char character : "{\"name\":\"x\"}".toCharArray()) {
			client.getOutputStream().write(character);
			client.getOutputStream().flush();
			Thread.sleep(5);
		}
		assertThat(response(client)).startsWith("HTTP/1.1 201");
	}

	@Test
	void uploadThatIsBrokenOffEndsItsConnectionAndIsNotLogged(CapturedOutput output) throws Exception {
		Socket client = send(START + "Content-Length: 12\r\n\r\n{\"na");
		client.shutdownOutput();
		response(client);
		create();
		assertThat(output).doesNotContain("Exception", "WARN", "ERROR");
	}

	/** The page does not fit into the buffers between. */
	@Test
	void stalledReadersKeepNobodyWaitingAndGetTheirWholeResponse() throws Exception {
		for (int i = 0; i < 100; i++) {
			post("{\"name\":\"x\",\"description\":\"" + "\u20ac".repeat(2000) + "\"}");
		}
		for (int i = 0; i < 30; i++) {
			send("GET /items?limit=100 HTTP/1.0\r\n\r\n");
		}
		create();
		for (Socket client : this.clients) {
			String response = response(client);
			assertThat(response).startsWith("HTTP/1.1 200");
			assertThat(
					JsonPath.<List<String>>read(response.substring(response.indexOf("\r\n\r\n") + 4), "$.items[*].id"))
				.hasSize(100);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/WEB-INF/x", "/items/nothing" })
	void bodiesThatNobodyWantsAreNotWaitedFor(String path) throws Exception {
		for (int i = 0; i < STALLED; i++) {
			Socket client = send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n{");
			assertThat(new String(client.getInputStream().readNBytes(10), StandardCharsets.UTF_8))
				.isEqualTo("HTTP/1.1 4");
		}
		create();
	}

	private Socket send(String request) throws IOException {
		Socket client = connect(4096);
		this.clients.add(client);
		client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
		return client;
	}

	private static String response(Socket client) throws IOException {
		return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

}
