package com.resync;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that logs each request.
 */
@TestPropertySource(properties = { "resync.http.access-log=true", "server.forward-headers-strategy=native" })
@ExtendWith(OutputCaptureExtension.class)
class AccessLogTests extends HttpTests {

	@Test
	void requestIsALine(CapturedOutput output) throws Exception {
		post("{\"name\":\"x\"}");
		assertThat(accesses(output)).singleElement()
			.asString()
			.matches(".* INFO .* POST /items 201, \\d\\d\\d bytes in \\d+\\.\\d ms to 127\\.0\\.0\\.1");
	}

	@Test
	void bodyThatIsTooLargeIsALineToo(CapturedOutput output) throws Exception {
		post("x".repeat(100_000));
		assertThat(accesses(output)).singleElement().asString().contains("POST /items 413, ");
	}

	@Test
	void queryIsLeftOut(CapturedOutput output) throws Exception {
		get("/items?limit=5&access_token=secret");
		raw("GET /items?access_token=secret|x HTTP/1.1\r\nHost: x\r\n\r\n");
		assertThat(accesses(output)).hasSize(2);
		assertThat(output).doesNotContain("secret", "access_token");
	}

	@Test
	void lineBreaksStayEncoded(CapturedOutput output) throws Exception {
		get("/items/x%0d%0a2026-11-23T11:35:52.024Z%20%20INFO%20forged%E2%80%A8");
		assertThat(accesses(output)).singleElement()
			.asString()
			.contains("GET /items/x%0d%0a2026-11-23T11:35:52.024Z%20%20INFO%20forged%E2%80%A8 400, ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GE\u0001T /x HTTP/1.1\r\nHost: x\r\n\r\n",
			"GET /\u0085forged\u009b HTTP/1.1\r\nHost: x\r\n\r\n", "\u001b[31mforged\r\n\r\n",
			"GET /x HTTP/9.9\r\nHost: x\r\n\r\n", "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
			"GET /x HTTP/1.1\r\nHost: x\r\nX: \u0001forged\r\n\r\n" })
	void whatTheContainerRefusesIsALineToo(String request, CapturedOutput output) throws Exception {
		assertThat(raw(request)).startsWith("HTTP/1.1 400");
		assertThat(accesses(output)).singleElement().asString().contains(" 400, ").matches("[ -~]*");
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.7,192.0.2.7", "192.0.2.7\u0085forged,192.0.2.7?forged" })
	void addressIsThatOfTheClientBehindAProxy(String header, String address, CapturedOutput output) throws Exception {
		raw("GET /items HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: " + header + "\r\n\r\n");
		assertThat(accesses(output)).singleElement().asString().endsWith(" ms to " + address);
	}

	/** The answer is there a moment before its line. */
	private static List<String> accesses(CapturedOutput output) throws InterruptedException {
		List<String> lines = List.of();
		for (int i = 0; i < 200 && lines.isEmpty(); i++) {
			Thread.sleep(25);
			lines = output.getOut().lines().filter((line) -> line.contains(" access  ")).toList();
		}
		return lines;
	}

}
