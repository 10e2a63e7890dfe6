package com.resync;

import java.io.DataInputStream;
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
 * Clients that pause for longer than the timeouts, and a service with few connections.
 */
@TestPropertySource(properties = { "server.tomcat.connection-timeout=1s", "server.tomcat.keep-alive-timeout=1s",
		"server.tomcat.max-connections=20", "server.http2.enabled=true" })
@Timeout(value = 100, threadMode = ThreadMode.SEPARATE_THREAD)
class TimeoutTests extends HttpTests {

	private static final String START = "POST /items HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

	private static final int DATA = 0;

	private static final int HEADERS = 1;

	private static final int RST_STREAM = 3;

	private static final int SETTINGS = 4;

	private static final int END_HEADERS = 4;

	@Autowired
	private MeterRegistry meters;

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 12\r\n\r\n{\"na", "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"na",
			"Content-Length: 12\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n" })
	void bodyThatPausesIsRefusedAndItsConnectionClosed(String rest) throws Exception {
		String response = raw(START + rest);
		assertThat(response).startsWith("HTTP/1.1 408").contains("\r\nConnection: close\r\n");
		assertProblem(response, 408, "about:blank", "/items");
		assertThat(response).contains("The body took too long to arrive.");
	}

	/**
	 * Sends frames itself (RFC 9113), since a client library may lose a response before a
	 * reset.
	 */
	@Test
	void bodyThatPausesOnHttp2IsRefusedAndItsStreamReset() throws Exception {
		String head = "\u0083\u0086\4\6/items\1\1x\17\20\20application/json";
		try (Socket client = send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0, "")
				+ frame(HEADERS, END_HEADERS, 1, head) + frame(DATA, 0, 1, "{\"na"))) {
			assertProblem(dataUntilReset(new DataInputStream(client.getInputStream())), 408, "about:blank", "/items");
		}
	}

	private static String frame(int type, int flags, int stream, String payload) {
		return new String(new int[] { 0, 0, payload.length(), type, flags, 0, 0, 0, stream }, 0, 9) + payload;
	}

	private static String dataUntilReset(DataInputStream frames) throws IOException {
		StringBuilder data = new StringBuilder();
		while (true) {
			int length = frames.readUnsignedShort() << 8 | frames.readUnsignedByte();
			int type = frames.readUnsignedByte();
			frames.skipNBytes(5); // Flags and stream.
			String payload = new String(frames.readNBytes(length), StandardCharsets.UTF_8);
			if (type == RST_STREAM) {
				return data.toString();
			}
			data.append((type == DATA) ? payload : "");
		}
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
		client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
		return client;
	}

}
