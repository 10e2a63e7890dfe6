package com.resync;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

import com.example.plain.PlainItems;
import com.resync.postgres.PostgresServer;
import org.junit.jupiter.api.Test;

/**
 * Compares the service on PostgreSQL with a plain controller and with a JDBC loop, which
 * run the same statements on as many connections: {@code ./mvnw test
 * -Dtest=PostgresBenchmark -Dtest-jvm.options=}. After a warm-up, all run in turn; it
 * prints the medians.
 */
class PostgresBenchmark {

	private static final int CONNECTIONS = 10;

	private static final int CLIENTS = 3 * CONNECTIONS;

	private static final String ITEM = "{\"name\":\"Sample Item\",\"description\":\"A thing to show\"}";

	private static final int WARM_UP_ROUNDS = Integer.getInteger("warm-up", 4);

	private static final int ROUNDS = Integer.getInteger("rounds", 5);

	private static final long SECONDS = 5;

	private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

	@Test
	void compare() throws Exception {
		try (PostgresServer database = PostgresServer.start("fsync=on", "synchronous_commit=on");
				Server service = Server.start(ServiceProcess.classPath(), ResyncApplication.class, database);
				Server plain = Server.start(System.getProperty("java.class.path"), PlainItems.class, database)) {
			String id = service.create().replaceFirst("(?s).*\"id\":\"(.{36}).*", "$1");
			List<Way> ways = List.of(new Way("JDBC loop, insert", CONNECTIONS, () -> inserts(database)),
					new Way("plain controller, POST", CLIENTS, () -> posts(plain)),
					new Way("service, POST", CLIENTS, () -> posts(service)),
					new Way("JDBC loop, select", CONNECTIONS, () -> selects(database, id)),
					new Way("plain controller, GET", CLIENTS, () -> gets(plain, id)),
					new Way("service, GET", CLIENTS, () -> gets(service, id)));
			for (int round = 0; round < WARM_UP_ROUNDS; round++) {
				for (Way way : ways) {
					rate(way);
				}
			}
			for (int round = 0; round < ROUNDS; round++) {
				for (Way way : ways) {
					way.rates.add(rate(way));
				}
			}
			for (Way way : ways) {
				System.out.printf("%-22s %8.0f/s%n", way.name, way.median());
			}
			System.out.printf("JDK %s, %d processors%n", Runtime.version(), Runtime.getRuntime().availableProcessors());
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

	private static int posts(Server server) throws Exception {
		return requests(server, request("POST", "/items", ITEM));
	}

	private static int gets(Server server, String id) throws Exception {
		return requests(server, request("GET", "/items/" + id, ""));
	}

	private static int requests(Server server, byte[] request) throws Exception {
		try (Socket socket = new Socket("127.0.0.1", server.port)) {
			socket.setTcpNoDelay(true);
			InputStream in = socket.getInputStream();
			return until(() -> {
				socket.getOutputStream().write(request);
				String answer = answer(in);
				if (!answer.startsWith("HTTP/1.1 20")) {
					throw new AssertionError(answer);
				}
			});
		}
	}

	private static byte[] request(String method, String path, String body) {
		return "%s %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
			.formatted(method, path, body.length(), body)
			.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * A response with an item: its JSON ends with that of the data, and a chunked body
	 * with the last chunk.
	 */
	private static String answer(InputStream in) throws IOException {
		byte[] answer = new byte[4096];
		int length = 0;
		String text = "";
		while (!text.endsWith(text.contains("chunked") ? "0\r\n\r\n" : "}}")) {
			int read = in.read(answer, length, answer.length - length);
			if (read < 0) {
				break;
			}
			length += read;
			text = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
		}
		return text;
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

	private interface Step {

		void run() throws Exception;

	}

	private interface Loop {

		int run() throws Exception;

	}

	private record Server(Process process, int port) implements AutoCloseable {

		static Server start(String classPath, Class<?> main, PostgresServer database) throws Exception {
			int port;
			try (ServerSocket free = new ServerSocket(0)) {
				port = free.getLocalPort();
			}
			Server server = new Server(
					ServiceProcess.java(List.of("-Xmx512m", "-cp", classPath, main.getName(), "--server.port=" + port,
							"--spring.datasource.url=" + database.url()))
						.redirectOutput(Redirect.DISCARD)
						.start(),
					port);
			for (int i = 0; i < 300 && server.process.isAlive(); i++) {
				try {
					server.create();
					return server;
				}
				catch (IOException ex) {
					Thread.sleep(100);
				}
			}
			server.close();
			throw new AssertionError(main.getSimpleName() + " does not respond");
		}

		String create() throws IOException {
			try (Socket socket = new Socket("127.0.0.1", this.port)) {
				socket.getOutputStream().write(request("POST", "/items", ITEM));
				return answer(socket.getInputStream());
			}
		}

		@Override
		public void close() {
			this.process.destroy();
			this.process.onExit().join();
		}

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
