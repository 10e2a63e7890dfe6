package com.resync;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that take their time, before a service that does not have much of it.
 */
@TestPropertySource(properties = { "server.tomcat.threads.max=4", "resync.http.body-timeout=5s" })
class SlowClientTests extends HttpTests {

	private static final String START = "POST /items HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

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

	@Test
	void uploadThatIsBrokenOffIsRefused() throws Exception {
		try (Socket socket = start("Content-Length: 12\r\n\r\n{\"na")) {
			socket.shutdownOutput();
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(answer).startsWith("HTTP/1.1 400");
			assertProblem(answer, 400, "about:blank", "/items");
		}
	}

	private Socket start(String rest) throws IOException {
		Socket socket = connect();
		socket.getOutputStream().write((START + rest).getBytes(StandardCharsets.UTF_8));
		return socket;
	}

}
