package com.resync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that sends traces, logs and metrics to a collector.
 */
@TestPropertySource(properties = { "management.opentelemetry.tracing.export.schedule-delay=100ms",
		"management.opentelemetry.logging.export.schedule-delay=100ms", "management.otlp.metrics.export.step=1s" })
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class TelemetryTests extends HttpTests {

	private static final Collector collector = Collector.start();

	private final String traceId = HexFormat.of()
		.toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE))
		.repeat(2);

	private final String[] traced = { "traceparent", "00-" + this.traceId + "-b7ad6b7169203331-01" };

	@DynamicPropertySource
	static void endpoints(DynamicPropertyRegistry registry) {
		registry.add("management.opentelemetry.tracing.export.otlp.endpoint", () -> collector.url("/traces"));
		registry.add("management.opentelemetry.logging.export.otlp.endpoint", () -> collector.url("/logs"));
		registry.add("management.otlp.metrics.export.url", () -> collector.url("/metrics"));
	}

	@AfterAll
	static void stop() {
		collector.close();
	}

	@Test
	void spansOfTheRequestAndTheDispatchJoinTheTraceOfTheClient() throws Exception {
		assertThat(post("{\"name\":\"x\"}", this.traced).statusCode()).isEqualTo(201);
		eventually(() -> collector.received("/traces"),
				(spans) -> assertThat(spans).contains("http post /items", "dispatch CreateItemCommand", bytes()));
	}

	@Test
	void metricsArrive() throws Exception {
		eventually(() -> collector.received("/metrics"),
				(metrics) -> assertThat(metrics).contains("items.memory.stored", "resync-items"));
	}

	@Test
	void faultIsLoggedWithItsTrace(CapturedOutput output) throws Exception {
		String problem = get("/unexpected", this.traced).body();
		assertThat(problem).contains("\"traceId\":\"" + this.traceId + "\"", "\"correlationId\":\"");
		assertThat(line(output, "Unexpected exception")).contains(this.traceId);
		eventually(() -> collector.received("/logs"), (logs) -> assertThat(logs)
			.contains("Unexpected exception, correlation id", "the secret reason", bytes()));
	}

	@Test
	void faultOfAFilterIsLoggedWithItsTraceToo(CapturedOutput output) throws Exception {
		String problem = get("/broken", this.traced).body();
		assertThat(problem).contains("\"traceId\":\"" + this.traceId + "\"", "\"status\":500");
		assertThat(line(output, "Unexpected exception")).contains(this.traceId);
	}

	@Test
	void traceEndsWithItsRequest(CapturedOutput output) throws Exception {
		for (int i = 0; i < 20; i++) {
			get("/broken", this.traced);
		}
		assertThat(get("/unexpected").body()).doesNotContain(this.traceId);
		assertThat(line(output, "Unexpected exception")).contains(this.traceId);
	}

	/** The id of the trace, as the service sends it. */
	private String bytes() {
		return new String(HexFormat.of().parseHex(this.traceId), StandardCharsets.ISO_8859_1);
	}

	private static String line(CapturedOutput output, String part) {
		return output.getOut().lines().filter((line) -> line.contains(part)).findFirst().orElse("");
	}

	private static void eventually(Supplier<String> text, ThrowingConsumer<String> condition)
			throws InterruptedException {
		for (int i = 0; i < 400; i++) {
			try {
				condition.accept(text.get());
				return;
			}
			catch (AssertionError ex) {
				Thread.sleep(25);
			}
		}
		condition.accept(text.get());
	}

	@TestConfiguration(proxyBeanMethods = false)
	@Import({ FaultyController.class, BrokenFilter.class })
	static class Faults {

	}

	@RestController
	static class FaultyController {

		@GetMapping("/unexpected")
		String unexpected() {
			throw new IllegalStateException("the secret reason");
		}

	}

	static class BrokenFilter extends OncePerRequestFilter {

		@Override
		protected boolean shouldNotFilterAsyncDispatch() {
			return false;
		}

		@Override
		protected boolean shouldNotFilter(HttpServletRequest request) {
			return !request.getRequestURI().equals("/broken");
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			throw new ServletException("broken");
		}

	}

}
