package com.resync;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that take their time, before a service that does not have much of it.
 */
@TestPropertySource(properties = { "server.tomcat.threads.max=4", "resync.http.body-timeout=5s",
		"server.tomcat.keep-alive-timeout=1s" })
@ExtendWith(OutputCaptureExtension.class)
class SlowClientTests extends HttpTests {

	private static final String START = "POST /items HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

	@Autowired
	private MeterRegistry meters;

	@Test
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	void stalledUploadsKeepNobodyWaitingAndAreToldWhenTheirTimeIsUp() throws Exception {
		List<Socket> stalled = new ArrayList<>();
		try {
			for (int i = 0; i < 300; i++) {
				stalled.add(start((i % 2 == 0) ? "Content-Length: 12\r\n\r\n{\"na"
						: "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"na"));
			}
			long begin = System.nanoTime();
			create();
			assertThat(System.nanoTime() - begin).as("waited for others to run out of time").isLessThan(4_000_000_000L);
			for (Socket socket : stalled) {
				String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
				assertThat(answer).startsWith("HTTP/1.1 408").contains("\r\nConnection: close\r\n");
				assertProblem(answer, 408, "about:blank", "/items");
			}
		}
		finally {
			for (Socket socket : stalled) {
				socket.close();
			}
		}
	}

	@Test
	void uploadInManyPartsIsTaken() throws Exception {
		try (Socket socket = start("Connection: close\r\nContent-Length: 12\r\n\r\n")) {
			for (char character : "{\"name\":\"x\"}".toCharArray()) {
				socket.getOutputStream().write(character);
				socket.getOutputStream().flush();
				Thread.sleep(5);
			}
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.startsWith("HTTP/1.1 201");
		}
	}

	/** Whose client has gone, as far as one can tell (RFC 9112, section 8). */
	@Test
	void uploadThatIsBrokenOffEndsItsConnectionAndIsNotLogged(CapturedOutput output) throws Exception {
		try (Socket socket = start("Content-Length: 12\r\n\r\n{\"na")) {
			socket.shutdownOutput();
			assertThat(socket.getInputStream().readAllBytes()).isEmpty();
		}
		assertThat(output).doesNotContain("Exception", "WARN", "ERROR");
	}

	/**
	 * With a small window, and so many items that they don't fit into the buffers
	 * between.
	 */
	@Test
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	void stalledReadersKeepNobodyWaitingAndGetTheirWholeAnswer() throws Exception {
		for (int i = 0; i < 100; i++) {
			post("{\"name\":\"x\",\"description\":\"" + "\u20ac".repeat(2000) + "\"}");
		}
		List<Socket> stalled = new ArrayList<>();
		try {
			for (int i = 0; i < 30; i++) {
				stalled.add(ask("GET /items?limit=100 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
			}
			Thread.sleep(300);
			long begin = System.nanoTime();
			create();
			assertThat(System.nanoTime() - begin).as("waited for others to run out of time").isLessThan(4_000_000_000L);
			for (Socket socket : stalled) {
				String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
				String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
				assertThat(answer).startsWith("HTTP/1.1 200")
					.contains("\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n");
				assertThat(JsonPath.<List<String>>read(body, "$.items[*].id")).hasSize(100);
			}
		}
		finally {
			for (Socket socket : stalled) {
				socket.close();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/WEB-INF/x", "/items/nothing" })
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	void bodiesThatNobodyWantsAreNotWaitedFor(String path) throws Exception {
		List<Socket> stalled = new ArrayList<>();
		try {
			for (int i = 0; i < 8; i++) {
				stalled.add(ask("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n{"));
			}
			Thread.sleep(300);
			long begin = System.nanoTime();
			create();
			assertThat(System.nanoTime() - begin).as("waited for others to run out of time").isLessThan(4_000_000_000L);
		}
		finally {
			for (Socket socket : stalled) {
				socket.close();
			}
		}
	}

	@Test
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	void connectionsWhoseTimeIsUpLeaveNothingOpen() throws Exception {
		create();
		double before = openFiles();
		List<Socket> late = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			late.add(ask("GET /items?limit=1 HTTP/1.1\r\nHost: x\r\n\r\n"));
			late.add(start("Content-Length: 12\r\n\r\n{\"na"));
		}
		for (Socket socket : late) {
			socket.getInputStream().readAllBytes();
			socket.close();
		}
		for (int i = 0; i < 500 && openFiles() > before + 10; i++) {
			Thread.sleep(10);
		}
		assertThat(openFiles()).isLessThanOrEqualTo(before + 10);
	}

	private double openFiles() {
		return this.meters.get("process.files.open").gauge().value();
	}

	private Socket ask(String request) throws IOException {
		Socket socket = connect(4096);
		socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
		return socket;
	}

	private Socket start(String rest) throws IOException {
		Socket socket = connect();
		socket.getOutputStream().write((START + rest).getBytes(StandardCharsets.UTF_8));
		return socket;
	}

}
