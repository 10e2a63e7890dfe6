package com.resync;

import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application as Spring AOT processes it without a database and without security: it
 * starts in memory and open to all only if both are still not configured.
 */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class AotStartTests {

	private static final Pattern READY = Pattern
		.compile("Ready on port (\\d+) after [0-9.]+ s: access open to all, items in memory");

	@TempDir
	private static Path sources;

	@TempDir
	private static Path classes;

	@BeforeAll
	static void process() throws Exception {
		Process processing = ServiceProcess.java(List.of("-XX:TieredStopAtLevel=1", "-cp", ServiceProcess.classPath(),
				SpringApplicationAotProcessor.class.getName(), ResyncApplication.class.getName(), sources.toString(),
				classes.toString(), classes.toString(), "com.resync", "resync-items"))
			.start();
		String output = new String(processing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(processing.waitFor()).as(output).isZero();
		List<String> arguments = new ArrayList<>(
				List.of("-proc:none", "-nowarn", "-cp", ServiceProcess.classPath(), "-d", classes.toString()));
		try (Stream<Path> files = Files.walk(sources)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
	}

	@Test
	void servesAsItWasProcessed() throws Exception {
		Process service = service().start();
		try (BufferedReader log = service.inputReader(StandardCharsets.UTF_8)) {
			String port = ServiceProcess.await(log, READY);
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/items")).build();
			assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
				.isEqualTo("{\"status\":\"Items retrieved\",\"items\":[]}");
		}
		finally {
			service.destroyForcibly();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			SPRING_DATASOURCE_URL                                | jdbc:postgresql:items  | DataSource
			SPRING_DATASOURCE_URL                                | ''                     | DataSource
			RESYNC_REPLICA_URL                                   | jdbc:postgresql:items  | Replica
			SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI | https://issuer.example | security
			SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI | ''                     | security
			MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT | http://localhost:1    | tracing
			MANAGEMENT_OPENTELEMETRY_LOGGING_EXPORT_OTLP_ENDPOINT | http://localhost:1    | logging
			MANAGEMENT_OTLP_METRICS_EXPORT_URL                   | http://localhost:1     | otlp
			""")
	void doesNotStartWithWhatItWasProcessedWithout(String variable, String value, String part) throws Exception {
		ProcessBuilder builder = service();
		builder.environment().put(variable, value);
		Process service = builder.start();
		try (BufferedReader log = service.inputReader(StandardCharsets.UTF_8)) {
			assertThat(ServiceProcess.report(log))
				.contains("APPLICATION FAILED TO START", "with the parts [], but the settings now ask for [", part,
						"Process it again with the settings that it will run with")
				.doesNotContain("\tat ");
			assertThat(service.waitFor()).isEqualTo(1);
		}
		finally {
			service.destroyForcibly();
		}
	}

	private static ProcessBuilder service() {
		return ServiceProcess.java(List.of("-XX:TieredStopAtLevel=1", "-Dspring.aot.enabled=true", "-cp",
				classes + File.pathSeparator + ServiceProcess.classPath(), ResyncApplication.class.getName(),
				"--server.port=0"));
	}

}
