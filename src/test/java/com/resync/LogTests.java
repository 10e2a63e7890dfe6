package com.resync;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which text of requests gets into the log.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogTests extends HttpTests {

	private static final Log logger = LogFactory.getLog(LogTests.class);

	@Test
	void messageCannotForgeALine(CapturedOutput output) {
		logger.warn("one\r\n2026-01-01T00:00:00.000Z ERROR two\n\nthree\r2026-01-01T00:00:00.000Z ERROR four");
		assertThat(lines(output)).containsExactly("one", "  2026-01-01T00:00:00.000Z ERROR two", "  ",
				"  three2026-01-01T00:00:00.000Z ERROR four");
	}

	@Test
	void exceptionCannotEitherAndKeepsItsTrace(CapturedOutput output) {
		RuntimeException cause = new IllegalStateException("inner\nERROR forged");
		cause.addSuppressed(new IllegalArgumentException("also\r\nERROR forged"));
		logger.error("failed", new RuntimeException("outer\n\nERROR forged", cause));
		assertThat(lines(output)).noneMatch((line) -> line.startsWith("ERROR"))
			.containsSubsequence("failed", "java.lang.RuntimeException: outer", "  ", "  ERROR forged",
					"Caused by: java.lang.IllegalStateException: inner", "  ERROR forged",
					"\tSuppressed: java.lang.IllegalArgumentException: also", "  ERROR forged")
			.filteredOn((line) -> line.contains("at com.resync.LogTests."))
			.hasSize(3);
	}

	/** Begins at the message, since the output may contain the start of the service. */
	private static String[] lines(CapturedOutput output) {
		String log = output.getOut();
		return log.substring(log.lastIndexOf(" : ") + 3).split("\n");
	}

	@Test
	void nothingOfABodyNorOfAHeaderIsLogged(CapturedOutput output) throws Exception {
		for (String body : new String[] { "{\"name\":\"secret\\n\"}", "{\"secret\":1}", "secret", "{\"name\":secret}",
				"{\"name\":{\"secret\":1}}", "{\"name\":\"\\u0000secret\"}" }) {
			post(body, "Idempotency-Key", "secret", "Cookie", "secret=\"secret", "If-Match", "secret");
			put(UNKNOWN, body, "If-Match", "\"secret\"");
		}
		get("/items?limit=secret&after=secret");
		raw("GET /items?%zz=secret HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: a=\u0001secret\r\n\r\n");
		assertThat(output).doesNotContain("secret", "WARN", "ERROR", "Exception");
	}

}
