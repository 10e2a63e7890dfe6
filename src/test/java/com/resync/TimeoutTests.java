package com.resync;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that stall for longer than they may, before a service with few connections.
 */
@TestPropertySource(properties = { "server.tomcat.connection-timeout=1s", "server.tomcat.keep-alive-timeout=1s",
		"server.tomcat.max-connections=20" })
@Timeout(value = 100, threadMode = ThreadMode.SEPARATE_THREAD)
class TimeoutTests extends HttpTests {

	private static final String START = "POST /items HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

	@Autowired
	private MeterRegistry meters;

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 12\r\n\r\n{\"na", "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"na",
			"Content-Length: 12\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n" })
	void bodyThatPausesIsRefusedAndItsConnectionClosed(String rest) throws Exception {
		String response = raw(START + rest);
		assertThat(response).startsWith("HTTP/1.1 408").contains("\r\nConnection: close\r\n");
		assertProblem(response, 408, "about:blank", "/items");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "GET /items HTTP/1.1\r\nHost: x\r\nX-A", START + "Content-Length: 12\r\n\r\n{\"na" })
	void moreStalledClientsThanConnectionsKeepTheServiceFromOthersForAWhileOnly(String request) throws Exception {
		List<Socket> flood = new ArrayList<>();
		try {
			for (int i = 0; i < 60; i++) {
				flood.add(send(request));
			}
			assertThat(create()).startsWith("/items/");
		}
		finally {
			for (Socket client : flood) {
				client.close();
			}
		}
	}

	@Test
	void connectionsThatTimedOutLeaveNothingOpen() throws Exception {
		create();
		double before = openFiles();
		List<Socket> late = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			late.add(send("GET /items?limit=1 HTTP/1.1\r\nHost: x\r\n\r\n"));
			late.add(send(START + "Content-Length: 12\r\n\r\n{\"na"));
		}
		for (Socket client : late) {
			client.getInputStream().readAllBytes();
			client.close();
		}
		while (openFiles() > before + 10) {
			Thread.sleep(10);
		}
	}

	private double openFiles() {
		return this.meters.get("process.files.open").gauge().value();
	}

	private Socket send(String request) throws IOException {
		Socket client = connect();
		client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
		return client;
	}

}
