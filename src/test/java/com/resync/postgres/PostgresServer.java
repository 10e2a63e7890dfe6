package com.resync.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server with its own data. It ends with this JVM, however that ends.
 */
public final class PostgresServer implements AutoCloseable {

	/**
	 * Runs the server, and has it stop when our end of the pipe is closed, as it is when
	 * this JVM is killed.
	 */
	private static final String WATCHED = """
			exec 3<&0
			"$@" 3<&- </dev/null & server=$!
			(cat >/dev/null; read -r pid <data/postmaster.pid && kill -INT "$pid") <&3 >/dev/null 2>&1 &
			exec 3<&-
			wait $server
			""";

	private final Path home;

	private final Path base;

	private final List<String> prefix;

	private final List<String> settings;

	private int port;

	private @Nullable Process process;

	private PostgresServer(Path home, Path base, List<String> prefix, List<String> settings) {
		this.home = home;
		this.base = base;
		this.prefix = prefix;
		this.settings = settings;
	}

	/**
	 * Starts a server on empty data.
	 * @param settings as in {@code postgresql.conf}, such as {@code fsync=off}; with
	 * {@code ssl=on}, it has a self-signed certificate
	 */
	public static PostgresServer start(String... settings) {
		return started(settings, (server) -> {
			server.run("initdb", "-D", server.data().toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8",
					"--locale=C", "--no-sync");
			if (server.settings.contains("ssl=on")) {
				SelfSigned.writeTo(server.data());
				server.giveTo(server.data());
			}
		});
	}

	/** Starts a standby that follows this server. */
	public PostgresServer startStandby(String... settings) {
		String[] following = Stream
			.concat(Stream.of(settings),
					Stream.of("primary_conninfo=host=127.0.0.1 port=%d user=postgres".formatted(this.port)))
			.toArray(String[]::new);
		return started(following, (standby) -> {
			copyDataTo(standby.data());
			Files.createFile(standby.data().resolve("standby.signal"));
			standby.giveTo(standby.data());
		});
	}

	private static PostgresServer started(String[] settings, Preparation preparation) {
		try {
			Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
			Path home = Binaries.unpacked(temporary, Account.id());
			Path base = Files.createTempDirectory(temporary, "postgres-");
			PostgresServer server = new PostgresServer(home, base, Account.prefix(home, base), List.of(settings));
			Runtime.getRuntime().addShutdownHook(new Thread(server::close));
			preparation.prepare(server);
			server.restart();
			return server;
		}
		catch (Exception ex) {
			throw new IllegalStateException("PostgreSQL did not start", ex);
		}
	}

	public String url() {
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/postgres?user=postgres";
	}

	int port() {
		return this.port;
	}

	/** Runs a statement and answers its first value, if it has one. */
	public @Nullable String sql(String statement) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url()); Statement sql = connection.createStatement()) {
			if (!sql.execute(statement)) {
				return null;
			}
			ResultSet result = sql.getResultSet();
			return result.next() ? result.getString(1) : null;
		}
	}

	/** Kills the server, without a chance to write anything more. */
	public void kill() throws Exception {
		long pid = Long.parseLong(Files.readAllLines(data().resolve("postmaster.pid")).get(0).trim());
		ProcessHandle.of(pid).orElseThrow().destroyForcibly();
		if (this.process != null) {
			this.process.waitFor(20, TimeUnit.SECONDS);
		}
	}

	/** Has the server and all its processes answer nothing until {@link #resume()}. */
	public void suspend() throws Exception {
		signal("-STOP");
	}

	public void resume() throws Exception {
		signal("-CONT");
	}

	private void signal(String signal) throws Exception {
		long pid = Long.parseLong(Files.readAllLines(data().resolve("postmaster.pid")).get(0).trim());
		ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
		List<String> command = new ArrayList<>(List.of("kill", signal));
		Stream.concat(Stream.of(postmaster), postmaster.descendants())
			.forEach((process) -> command.add(String.valueOf(process.pid())));
		new ProcessBuilder(command).inheritIO().start().waitFor();
	}

	/** Starts the server on the data it has, after a {@link #kill()} on the same port. */
	public void restart() throws Exception {
		for (int attempt = 0; attempt < 100; attempt++) {
			if (this.port == 0) {
				this.port = Ports.free();
			}
			long logged = Files.exists(log()) ? Files.size(log()) : 0;
			Process started = builder(command()).start();
			this.process = started;
			if (answers(started)) {
				return;
			}
			stop();
			String said = Files.readString(log()).substring((int) logged);
			if (said.contains("Address already in use")) {
				this.port = 0;
			}
			else if (!said.contains("pre-existing shared memory block") && !said.contains("postmaster.pid")) {
				break;
			}
			Thread.sleep(100); // Those that were killed are still leaving.
		}
		throw new IllegalStateException("PostgreSQL did not start:\n" + Files.readString(log()));
	}

	/** Keeps the log, which a new standby needs if it is slower than the server. */
	private List<String> command() {
		List<String> command = new ArrayList<>();
		if (!Binaries.WINDOWS) {
			command.addAll(List.of("sh", "-c", WATCHED, "sh"));
		}
		command.addAll(this.prefix);
		command.addAll(List.of(program("postgres"), "-D", data().toString(), "-p", String.valueOf(this.port), "-c",
				"listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "wal_keep_size=1GB"));
		this.settings.forEach((setting) -> command.addAll(List.of("-c", setting)));
		return command;
	}

	private boolean answers(Process started) throws InterruptedException {
		long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
		while (started.isAlive() && System.nanoTime() < end) {
			try {
				sql("SELECT 1");
				return true;
			}
			catch (SQLException ex) {
				Thread.sleep(20);
			}
		}
		return false;
	}

	/** While the server runs: what it writes meanwhile, the standby asks it for. */
	private void copyDataTo(Path target) throws Exception {
		try (Connection connection = DriverManager.getConnection(url()); Statement sql = connection.createStatement()) {
			sql.execute("SELECT pg_backup_start('standby', true)");
			copy(data(), target);
			ResultSet stop = sql.executeQuery("SELECT labelfile FROM pg_backup_stop(false)");
			stop.next();
			Files.writeString(target.resolve("backup_label"), stop.getString(1));
		}
	}

	private static void copy(Path source, Path target) throws IOException {
		try (Stream<Path> all = Files.walk(source)) {
			for (Path each : all.toList()) {
				String name = source.relativize(each).toString();
				if (!name.equals("postmaster.pid") && !name.equals("postmaster.opts")) {
					Files.copy(each, target.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
				}
			}
		}
	}

	/** Where the server is run by somebody else, the data is theirs. */
	private void giveTo(Path folder) throws IOException {
		Object owner = Binaries.WINDOWS ? null : Files.getAttribute(this.base, "unix:uid");
		if (owner != null) {
			try (Stream<Path> all = Files.walk(folder)) {
				for (Path each : all.toList()) {
					Files.setAttribute(each, "unix:uid", owner);
				}
			}
		}
	}

	private void run(String program, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(this.prefix);
		command.add(program(program));
		command.addAll(List.of(arguments));
		if (builder(command).start().waitFor() != 0) {
			throw new IllegalStateException(command + " failed:\n" + Files.readString(log()));
		}
	}

	/**
	 * With {@code LC_ALL} the messages are the same everywhere; a Mac needs it to start.
	 */
	private ProcessBuilder builder(List<String> command) {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.base.toFile())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
		builder.environment().put("LC_ALL", "C");
		return builder;
	}

	private Path data() {
		return this.base.resolve("data");
	}

	private Path log() {
		return this.base.resolve("log");
	}

	private String program(String name) {
		return this.home.resolve("bin").resolve(name).toString();
	}

	/** Stops the server in order; {@link #restart()} starts it again. */
	public synchronized void stop() throws IOException, InterruptedException {
		Process running = this.process;
		if (running == null) {
			return;
		}
		this.process = null;
		if (Binaries.WINDOWS) {
			running.destroy();
		}
		else {
			running.getOutputStream().close(); // The watcher stops the server.
		}
		if (!running.waitFor(20, TimeUnit.SECONDS)) {
			running.descendants().forEach(ProcessHandle::destroyForcibly);
			running.destroyForcibly();
		}
	}

	@Override
	public synchronized void close() {
		try {
			stop();
			if (Files.exists(this.base)) {
				try (Stream<Path> all = Files.walk(this.base)) {
					all.sorted(Comparator.reverseOrder()).forEach((path) -> path.toFile().delete());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** What makes data for a server to start on. */
	private interface Preparation {

		void prepare(PostgresServer server) throws Exception;

	}

}
