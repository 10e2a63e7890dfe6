package com.resync;

import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service whose collector is down.
 */
@ExtendWith(OutputCaptureExtension.class)
class UndeliveredTests {

	@Test
	void isToldInALineWithoutAStackTrace(CapturedOutput output) throws Exception {
		ConfigurableApplicationContext context = start("http://127.0.0.1:" + closedPort());
		for (int i = 0; i < 400 && !told(output, "logs", "metrics"); i++) {
			Thread.sleep(25);
		}
		context.close();
		assertThat(told(output, "logs", "metrics")).isTrue();
		assertThat(output.getAll()).doesNotContain("\tat ", "ERROR");
	}

	private static boolean told(CapturedOutput output, String... signals) {
		for (String signal : signals) {
			if (output.getOut()
				.lines()
				.noneMatch((line) -> line.contains(" WARN ")
						&& line.matches(".*Failed to (export|publish) " + signal + ".*"))) {
				return false;
			}
		}
		return true;
	}

	private static int closedPort() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static ConfigurableApplicationContext start(String collector) {
		return new SpringApplicationBuilder(ResyncApplication.class)
			.properties("server.port=0", "management.opentelemetry.tracing.export.otlp.endpoint=" + collector,
					"management.opentelemetry.logging.export.otlp.endpoint=" + collector,
					"management.opentelemetry.logging.export.schedule-delay=100ms",
					"management.otlp.metrics.export.url=" + collector, "management.otlp.metrics.export.step=1s")
			.run();
	}

}
