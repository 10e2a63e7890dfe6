package com.resync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import com.jayway.jsonpath.JsonPath;
import com.resync.postgres.PostgresServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients write while the service and PostgreSQL are killed alternately: no acknowledged
 * change is lost. {@code bin/crash-test} runs it for longer, and also with a PostgreSQL
 * that loses acknowledged changes, which the test must detect.
 */
class CrashTests {

	private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);

	private static final String SYNCHRONOUS_COMMIT = System.getProperty("crash.synchronous-commit", "on");

	private volatile boolean stopped;

	private volatile int port;

	private @Nullable Process service;

	@AfterEach
	void end() {
		if (this.service != null) {
			this.service.destroyForcibly();
		}
	}

	@Test
	void whatWasAcknowledgedIsThereAfterwards() throws Exception {
		try (PostgresServer database = PostgresServer.start("fsync=on", "synchronous_commit=" + SYNCHRONOUS_COMMIT,
				"wal_writer_delay=10s")) {
			Process running = start(database);
			database.sql("CHECKPOINT"); // The tables are not what may be lost.
			List<Writer> writers = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				Writer writer = new Writer();
				writer.start();
				writers.add(writer);
			}
			for (int i = 0; i < ROUNDS; i++) {
				Thread.sleep(700);
				running.destroyForcibly().waitFor();
				running = start(database);
				Thread.sleep(700);
				database.kill();
				Thread.sleep(200);
				database.restart();
			}
			awaitService();
			this.stopped = true;
			for (Writer writer : writers) {
				writer.join();
			}
			running.destroy();
			running.waitFor(20, TimeUnit.SECONDS);
			Map<String, String> items = JsonPath
				.read(database.sql("SELECT coalesce(json_object_agg(id, name), '{}') FROM item"), "$");
			int acknowledged = 0;
			Set<String> unexpected = new TreeSet<>();
			for (Writer writer : writers) {
				unexpected.addAll(writer.unexpected);
				for (Map.Entry<String, Set<String>> item : writer.expected.entrySet()) {
					acknowledged++;
					String name = String.valueOf(items.get(item.getKey()));
					if (!item.getValue().contains(name)) {
						unexpected.add("item %s is %s, not one of %s".formatted(item.getKey(), name, item.getValue()));
					}
				}
			}
			assertThat(unexpected).as("of %d items", acknowledged).isEmpty();
			assertThat((long) items.size()).as("items, of which a retry must not make two")
				.isBetween(count(writers, (names) -> !names.contains(Writer.GONE)),
						count(writers, (names) -> !names.equals(Set.of(Writer.GONE))));
			assertThat(acknowledged).isGreaterThan(10 * ROUNDS);
		}
	}

	private static long count(List<Writer> writers, Predicate<Set<String>> names) {
		return writers.stream().flatMap((writer) -> writer.expected.values().stream()).filter(names).count();
	}

	private Process start(PostgresServer database) throws IOException {
		Process process = ServiceProcess.builder("-XX:TieredStopAtLevel=1", "--spring.datasource.url=" + database.url())
			.start();
		this.service = process;
		BufferedReader log = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		StringBuilder seen = new StringBuilder();
		for (String line = log.readLine(); line != null; line = log.readLine()) {
			seen.append(line).append('\n');
			if (line.contains("Ready on port ")) {
				this.port = Integer.parseInt(line.replaceFirst(".*Ready on port (\\d+) .*", "$1"));
				Thread drain = new Thread(() -> drain(log));
				drain.setDaemon(true);
				drain.start();
				return process;
			}
		}
		throw new AssertionError("The service did not start:\n" + seen);
	}

	/** Until the service is killed, or the stream closed. */
	private static void drain(BufferedReader log) {
		try {
			while (log.readLine() != null) {
				continue;
			}
		}
		catch (IOException ex) {
			// Then there is no more.
		}
	}

	private void awaitService() throws Exception {
		HttpClient client = HttpClient.newHttpClient();
		for (int i = 0; i < 200; i++) {
			HttpResponse<String> answer = client.send(
					HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/items?limit=1")).build(),
					BodyHandlers.ofString());
			if (answer.statusCode() == 200) {
				return;
			}
			Thread.sleep(50);
		}
		throw new AssertionError("The service did not come back");
	}

	/** Works on items of its own, and leaves one alone whose state it does not know. */
	private final class Writer extends Thread {

		private static final String GONE = "null";

		/** The names that an item may have now. */
		private final Map<String, Set<String>> expected = new HashMap<>();

		private final Set<String> unexpected = new TreeSet<>();

		private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

		@Override
		public void run() {
			try {
				while (!CrashTests.this.stopped) {
					String id = create();
					if (change(id, "PUT", "updated", 200, "updated") && id.hashCode() % 2 == 0) {
						change(id, "DELETE", "", 204, GONE);
					}
				}
			}
			catch (InterruptedException ex) {
				interrupt();
			}
		}

		/** Tries until there is a response; the key ensures that there is one item. */
		private String create() throws InterruptedException {
			String key = UUID.randomUUID().toString();
			HttpResponse<String> answer = send("POST", "/items", "created", key);
			while (answer == null || answer.statusCode() != 201) {
				Thread.sleep(100);
				answer = send("POST", "/items", "created", key);
			}
			String id = JsonPath.read(answer.body(), "$.id");
			this.expected.put(id, Set.of("created"));
			return id;
		}

		private boolean change(String id, String method, String name, int done, String result)
				throws InterruptedException {
			String before = method.equals("PUT") ? "created" : "updated";
			HttpResponse<String> answer = send(method, "/items/" + id, name, "unused");
			boolean acknowledged = answer != null && answer.statusCode() == done;
			if (answer != null && answer.statusCode() == 404) {
				this.unexpected.add(method + " of an acknowledged item: " + answer.body());
			}
			this.expected.put(id, acknowledged ? Set.of(result) : Set.of(before, result));
			return acknowledged;
		}

		/** Returns {@code null} if the service is killed meanwhile. */
		private @Nullable HttpResponse<String> send(String method, String path, String name, String key)
				throws InterruptedException {
			try {
				HttpResponse<String> answer = this.client
					.send(HttpRequest.newBuilder(URI.create("http://localhost:" + CrashTests.this.port + path))
						.timeout(Duration.ofSeconds(20))
						.header("Content-Type", "application/json")
						.header("Idempotency-Key", key)
						.method(method, BodyPublishers.ofString("{\"name\":\"" + name + "\"}"))
						.build(), BodyHandlers.ofString());
				if (answer.statusCode() >= 400 && answer.statusCode() != 404 && answer.statusCode() != 503) {
					this.unexpected.add(answer.body());
				}
				return answer;
			}
			catch (IOException ex) {
				return null;
			}
		}

	}

}
