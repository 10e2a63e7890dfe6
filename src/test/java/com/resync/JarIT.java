package com.resync;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jar, as {@code java -jar} starts it.
 */
@EnabledIfSystemProperty(named = "jar", matches = ".+")
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class JarIT {

	@Test
	void servesItems() throws Exception {
		Process service = start("--server.port=0");
		try (BufferedReader log = service.inputReader(StandardCharsets.UTF_8)) {
			String port = ServiceProcess.await(log, Pattern.compile("Ready on port (\\d+)"));
			HttpRequest create = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/items"))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString("{\"name\":\"x\"}"))
				.build();
			HttpResponse<String> created = HttpClient.newHttpClient().send(create, BodyHandlers.ofString());
			assertThat(created.statusCode()).isEqualTo(201);
		}
		finally {
			service.destroyForcibly();
		}
	}

	@Test
	void refusesASettingThatDoesNotExist() throws Exception {
		Process service = start("--server.port=0", "--resync.nothing=1");
		try (BufferedReader log = service.inputReader(StandardCharsets.UTF_8)) {
			assertThat(ServiceProcess.report(log)).contains("There is no such setting: resync.nothing")
				.doesNotContain("\tat ");
		}
		finally {
			service.destroyForcibly();
		}
	}

	private static Process start(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of("-jar", System.getProperty("jar")));
		command.addAll(List.of(arguments));
		return ServiceProcess.java(command).start();
	}

}
