package com.resync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The access log of the service as a process, in its standard output.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no /dev/stdout")
class AccessLogTests {

	private static final Pattern READY = Pattern.compile("Ready on port (\\d+)");

	private static final String TAIL = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

	@Test
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	void eachRequestIsALineWithoutItsQueryThatNothingForges() throws Exception {
		Process service = ServiceProcess
			.builder("-XX:TieredStopAtLevel=1", "--server.tomcat.accesslog.enabled=true",
					"--server.tomcat.connection-timeout=2s", "--server.forward-headers-strategy=native",
					"--server.tomcat.accesslog.request-attributes-enabled=true")
			.start();
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
			int port = Integer.parseInt(await(output, READY).group(1));
			for (String request : List.of("GET /items?limit=5&access_token=secret" + TAIL + "\r\n",
					"GET /items?access_token=secret|x" + TAIL + "\r\n",
					"GET /items/x%0d%0aforged%E2%80%A8" + TAIL + "\r\n", "GE\u0001T /forged" + TAIL + "\r\n",
					"GET /\u0085forged\u009b" + TAIL + "\r\n", "GET /x HTTP/9.9\r\nHost: x\r\n\r\n",
					"POST /items" + TAIL + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{",
					"GET /items" + TAIL + "X-Forwarded-For: 192.0.2.7\r\n\r\n")) {
				send(port, request);
			}
			service.toHandle().destroy();
			List<String> lines = output.lines().toList();
			assertThat(lines).noneMatch((line) -> line.contains("secret"))
				.filteredOn((line) -> line.contains("forged"))
				.allMatch((line) -> line.matches("[ -~]*"));
			assertThat(accesses(lines)).hasSize(8)
				.anyMatch((line) -> line.matches("\\S+ ACCESS 127\\.0\\.0\\.1 \"GET /items\" 200 \\d+ \\d+ms"))
				.anyMatch((line) -> line.contains("\"GET /items/x%0d%0aforged%E2%80%A8\" 400 "))
				.anyMatch((line) -> line.contains("\"POST /items\" 413 "))
				.anyMatch((line) -> line.contains(" ACCESS 192.0.2.7 "));
		}
		finally {
			service.destroyForcibly();
		}
	}

	private static List<String> accesses(List<String> lines) {
		return lines.stream().flatMap(Stream::of).filter((line) -> line.contains(" ACCESS ")).toList();
	}

	private static void send(int port, String request) throws IOException {
		try (Socket socket = new Socket("localhost", port)) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.getInputStream().readAllBytes();
		}
	}

	private static Matcher await(BufferedReader output, Pattern pattern) throws IOException {
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			Matcher matcher = pattern.matcher(line);
			if (matcher.find()) {
				return matcher;
			}
		}
		throw new AssertionError("no line like " + pattern);
	}

}
