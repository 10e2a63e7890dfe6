package com.resync;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service whose collector closes each connection.
 */
@ExtendWith(OutputCaptureExtension.class)
class UndeliveredTests {

	@Test
	void fillsNoLogAndStopsNoRequest(CapturedOutput output) throws Exception {
		try (ServerSocket collector = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				ConfigurableApplicationContext context = start("http://127.0.0.1:" + collector.getLocalPort())) {
			for (int asked = 0; asked < 3; asked++) {
				collector.accept().close();
			}
			String port = context.getEnvironment().getRequiredProperty("local.server.port");
			assertThat(new URI("http://localhost:" + port + "/items").toURL().openStream()).isNotEmpty();
		}
		assertThat(output.getAll()).doesNotContain("\tat ", "ERROR", "Failed to");
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
