package com.resync;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.resync.postgres.PostgresServer;
import org.junit.jupiter.api.Test;

/**
 * Compares the service on PostgreSQL with a plain JDBC loop that runs the same
 * statements, each in its own transaction, on as many connections: {@code ./mvnw test
 * -Dtest=PostgresBenchmark -Dtest-jvm.options=}. After a warm-up, both run in turn; it
 * prints the medians.
 */
class PostgresBenchmark {

	private static final int CONNECTIONS = 10;

	private static final int WARM_UP_ROUNDS = Integer.getInteger("warm-up", 8);

	private static final int ROUNDS = Integer.getInteger("rounds", 5);

	private static final long SECONDS = 5;

	private final ExecutorService clients = Executors.newFixedThreadPool(4 * CONNECTIONS);

	@Test
	void compare() throws Exception {
		Path log = Files.createTempFile("benchmark", ".log");
		try (PostgresServer database = PostgresServer.start("fsync=on", "synchronous_commit=on")) {
			Process service = ServiceProcess.builder("-Xmx512m", "--spring.datasource.url=" + database.url())
				.redirectOutput(log.toFile())
				.start();
			try {
				int port = port(log);
				String id = http(port, "POST", "/items", "{\"name\":\"Sample Item\"}")
					.replaceFirst("(?s).*\"id\":\"(.{36}).*", "$1");
				List<Way> ways = List.of(new Way("JDBC loop, insert", CONNECTIONS, () -> inserts(database)),
						new Way("service, POST", 3 * CONNECTIONS,
								() -> requests(port, "POST", "/items", "{\"name\":\"Sample Item\"}")),
						new Way("JDBC loop, select", CONNECTIONS, () -> selects(database, id)),
						new Way("service, GET", 3 * CONNECTIONS, () -> requests(port, "GET", "/items/" + id, "")));
				for (int round = 0; round < WARM_UP_ROUNDS; round++) {
					rate(ways.get(1));
					rate(ways.get(3));
				}
				for (int round = 0; round < ROUNDS; round++) {
					for (Way way : ways) {
						way.rates.add(rate(way));
					}
				}
				for (Way way : ways) {
					System.out.printf("%-18s %8.0f/s%n", way.name, way.median());
				}
				System.out.printf("POST / insert %.2f, GET / select %.2f, JDK %s, %d processors%n",
						ways.get(1).median() / ways.get(0).median(), ways.get(3).median() / ways.get(2).median(),
						Runtime.version(), Runtime.getRuntime().availableProcessors());
			}
			finally {
				service.destroy();
				service.waitFor();
			}
		}
	}

	private double rate(Way way) throws Exception {
		List<Future<Integer>> counts = new ArrayList<>();
		for (int i = 0; i < way.clients; i++) {
			counts.add(this.clients.submit(way.loop::run));
		}
		int total = 0;
		for (Future<Integer> count : counts) {
			total += count.get();
		}
		return (double) total / SECONDS;
	}

	private static int inserts(PostgresServer database) throws Exception {
		try (Connection connection = DriverManager.getConnection(database.url());
				PreparedStatement insert = connection.prepareStatement(
						"INSERT INTO item (id, version, created_at, updated_at, name, description) VALUES (?, ?, ?, ?, ?, ?)")) {
			return until(() -> {
				insert.setObject(1, UUID.randomUUID());
				insert.setLong(2, 1);
				insert.setObject(3, OffsetDateTime.now());
				insert.setObject(4, OffsetDateTime.now());
				insert.setString(5, "Sample Item");
				insert.setString(6, null);
				insert.executeUpdate();
			});
		}
	}

	private static int selects(PostgresServer database, String id) throws Exception {
		try (Connection connection = DriverManager.getConnection(database.url());
				PreparedStatement select = connection.prepareStatement(
						"SELECT id, version, created_at, updated_at, name, description FROM item WHERE id = ?")) {
			return until(() -> {
				select.setObject(1, UUID.fromString(id));
				try (ResultSet row = select.executeQuery()) {
					row.next();
					row.getObject("created_at", OffsetDateTime.class);
					row.getString("name");
				}
			});
		}
	}

	private static int requests(int port, String method, String path, String body) throws Exception {
		try (Socket socket = new Socket("127.0.0.1", port)) {
			socket.setTcpNoDelay(true);
			InputStream in = socket.getInputStream();
			byte[] request = request(method, path, body, "keep-alive");
			return until(() -> {
				socket.getOutputStream().write(request);
				String answer = answer(in);
				if (!answer.startsWith("HTTP/1.1 20")) {
					throw new AssertionError(answer);
				}
			});
		}
	}

	private static String http(int port, String method, String path, String body) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", port)) {
			socket.getOutputStream().write(request(method, path, body, "close"));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static byte[] request(String method, String path, String body, String connection) {
		return "%s %s HTTP/1.1\r\nHost: x\r\nConnection: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
			.formatted(method, path, connection, body.length(), body)
			.getBytes(StandardCharsets.UTF_8);
	}

	/** An item, whose JSON ends with that of its data. */
	private static String answer(InputStream in) throws IOException {
		byte[] answer = new byte[4096];
		int length = 0;
		while (length < 2 || !ends(answer, length)) {
			int read = in.read(answer, length, answer.length - length);
			if (read < 0) {
				break;
			}
			length += read;
		}
		return new String(answer, 0, length, StandardCharsets.ISO_8859_1);
	}

	private static boolean ends(byte[] answer, int length) {
		return answer[length - 1] == '}' && answer[length - 2] == '}';
	}

	private static int until(Step step) throws Exception {
		long end = System.nanoTime() + SECONDS * 1_000_000_000L;
		int count = 0;
		while (System.nanoTime() < end) {
			step.run();
			count++;
		}
		return count;
	}

	private static int port(Path log) throws Exception {
		for (int i = 0; i < 300; i++) {
			Matcher ready = Pattern.compile("Ready on port (\\d+)").matcher(Files.readString(log));
			if (ready.find()) {
				return Integer.parseInt(ready.group(1));
			}
			Thread.sleep(100);
		}
		throw new AssertionError(Files.readString(log));
	}

	private interface Step {

		void run() throws Exception;

	}

	private interface Loop {

		int run() throws Exception;

	}

	private record Way(String name, int clients, Loop loop, List<Double> rates) {

		Way(String name, int clients, Loop loop) {
			this(name, clients, loop, new ArrayList<>());
		}

		double median() {
			return this.rates.stream().sorted().toList().get(this.rates.size() / 2);
		}

	}

}
