package com.resync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service as a process that is stopped by a signal.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
class ShutdownTests {

	private static final Pattern READY = Pattern
		.compile("Ready on port (\\d+) after [0-9.]+ s: access open to all, items in memory");

	@Test
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	void requestInProgressIsAnsweredAfterSigterm() throws Exception {
		Process service = ServiceProcess.builder("-XX:TieredStopAtLevel=1").start();
		try (BufferedReader log = new BufferedReader(
				new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
			assertThat(await(log, Pattern.compile("Dispatching \\d+ messages: CreateItemCommand, .*GetItemQuery")))
				.isNotNull();
			int port = Integer.parseInt(await(log, READY).group(1));
			try (Socket slow = new Socket("localhost", port)) {
				send(slow, "POST /items HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
						+ "Content-Length: 15\r\n\r\n{\"name\":");
				awaitHeld(port);
				service.toHandle().destroy(); // Process.destroy() would close its streams
												// too.
				await(log, Pattern.compile("Stopping: "));
				awaitRefused(port);
				send(slow, "\"slow\"}");
				assertThat(new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8))
					.readLine()).startsWith("HTTP/1.1 201");
			}
			assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
			assertThat(service.exitValue()).isEqualTo(128 + 15);
		}
		finally {
			service.destroyForcibly();
		}
	}

	private static Matcher await(BufferedReader log, Pattern line) throws IOException {
		StringBuilder seen = new StringBuilder();
		for (String next = log.readLine(); next != null; next = log.readLine()) {
			seen.append(next).append('\n');
			Matcher matcher = line.matcher(next);
			if (matcher.find()) {
				return matcher;
			}
		}
		throw new AssertionError("no line like " + line + " in\n" + seen);
	}

	private static void send(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		socket.getOutputStream().flush();
	}

	/**
	 * After the response to another request, the slow one, which was sent before, is
	 * being served.
	 */
	private static void awaitHeld(int port) throws IOException {
		for (int i = 0; i < 3; i++) {
			try (Socket other = new Socket("localhost", port)) {
				send(other, "GET /actuator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
				other.getInputStream().readAllBytes();
			}
		}
	}

	private static void awaitRefused(int port) throws Exception {
		for (int i = 0; i < 500; i++) {
			try {
				new Socket("localhost", port).close();
				Thread.sleep(10);
			}
			catch (ConnectException ex) {
				return;
			}
		}
		throw new AssertionError("new connections are still accepted");
	}

}
