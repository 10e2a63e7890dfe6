package com.resync;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import com.resync.postgres.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service as a process that logs as in the container: each line, from the start to
 * the stop, is a JSON object.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
class StructuredLogTests {

	private static final Pattern READY = Pattern.compile("Ready on port (\\d+)");

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private final List<DocumentContext> log = new ArrayList<>();

	@Test
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	void eachLineIsAnObjectWhoseFieldsFindTheFault() throws Exception {
		try (Collector collector = Collector.start(); PostgresServer database = PostgresServer.start("fsync=off")) {
			Process service = ServiceProcess
				.builder("-XX:TieredStopAtLevel=1", "--spring.datasource.url=" + database.url(),
						"--logging.structured.format.console=ecs",
						"--management.opentelemetry.tracing.export.otlp.endpoint=" + collector.url("/traces"))
				.start();
			try (BufferedReader output = new BufferedReader(
					new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
				String port = readUntil(output, READY).group(1);
				database.sql("DROP TABLE item");
				String problem = get("http://localhost:" + port + "/items?access_token=secret");
				assertThat(problem).contains("\"status\":500");
				service.toHandle().destroy();
				output.lines().forEach(this::keep);
				assertThat(line("Graceful shutdown complete")).isNotNull();
				assertFields(JsonPath.parse(problem));
			}
			finally {
				service.destroyForcibly();
			}
		}
	}

	private void assertFields(DocumentContext problem) {
		assertThat(this.log).allSatisfy((line) -> {
			assertThat(line.<String>read("$.service.name")).isEqualTo("resync-items");
			assertThat(line.<String>read("$.log.level")).isIn("INFO", "ERROR");
		});
		DocumentContext fault = line("Unexpected exception");
		assertThat(fault.<String>read("$['trace.id']")).isEqualTo(problem.read("$.traceId")).isEqualTo(TRACE_ID);
		assertThat(fault.<String>read("$['error.id']")).isEqualTo(problem.read("$.correlationId"));
		assertThat(fault.<String>read("$.error.stack_trace")).contains("BadSqlGrammarException");
		assertThat(fault.jsonString()).doesNotContain("secret");
	}

	private DocumentContext line(String message) {
		return this.log.stream()
			.filter((line) -> line.<String>read("$.message").contains(message))
			.findFirst()
			.orElseThrow();
	}

	private Matcher readUntil(BufferedReader output, Pattern message) throws Exception {
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			keep(line);
			Matcher matcher = message.matcher(line);
			if (matcher.find()) {
				return matcher;
			}
		}
		throw new AssertionError("no line like " + message);
	}

	private void keep(String line) {
		assertThat(line).startsWith("{").endsWith("}");
		this.log.add(JsonPath.parse(line));
	}

	private static String get(String url) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(url))
				.header("traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-01")
				.build(), BodyHandlers.ofString())
			.body();
	}

}
