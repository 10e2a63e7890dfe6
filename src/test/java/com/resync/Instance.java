package com.resync;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import com.resync.postgres.PostgresServer;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An instance of the service in this JVM, with a database of its own.
 */
final class Instance implements AutoCloseable {

	/** Held while an instance sets up logging, which all instances of the JVM share. */
	private static final ReentrantLock LOGGING = new ReentrantLock();

	private final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private final int port;

	private Instance(ConfigurableApplicationContext context) {
		this.context = context;
		this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	static Instance start(PostgresServer database, String... properties) {
		return start(database.url(), properties);
	}

	static Instance start(String url, String... properties) {
		LOGGING.lock();
		try {
			return new Instance(
					new SpringApplicationBuilder(ResyncApplication.class).initializers((context) -> LOGGING.unlock())
						.run(arguments(url, properties)));
		}
		finally {
			if (LOGGING.isHeldByCurrentThread()) {
				LOGGING.unlock();
			}
		}
	}

	/** Unlike default properties, arguments override those of the service. */
	private static String[] arguments(String url, String... properties) {
		return Stream.concat(Stream.of("server.port=0", "spring.datasource.url=" + url), Stream.of(properties))
			.map("--"::concat)
			.toArray(String[]::new);
	}

	/** The id of a new item. */
	String create(String name) throws Exception {
		HttpResponse<String> created = post(name);
		if (created.statusCode() != 201) {
			throw new AssertionError(created.body());
		}
		return JsonPath.read(created.body(), "$.id");
	}

	HttpResponse<String> post(String name, String... headers) throws IOException, InterruptedException {
		return send(request("/items").POST(data(name)), headers);
	}

	HttpResponse<String> put(String id, String name, String... headers) throws IOException, InterruptedException {
		return send(request("/items/" + id).PUT(data(name)), headers);
	}

	HttpResponse<String> delete(String id) throws IOException, InterruptedException {
		return send(request("/items/" + id).DELETE());
	}

	HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		return send(request(path), headers);
	}

	/** Sends a request while the caller goes on. */
	static CompletableFuture<HttpResponse<String>> sent(Callable<HttpResponse<String>> request) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return request.call();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}, (task) -> new Thread(task).start());
	}

	/** The current name of an item. */
	String name(String id) throws IOException, InterruptedException {
		return JsonPath.read(get("/items/" + id).body(), "$.data.name");
	}

	private static HttpRequest.BodyPublisher data(String name) {
		return BodyPublishers.ofString("{\"name\":\"" + name + "\"}");
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.timeout(Duration.ofSeconds(30))
			.header("Content-Type", "application/json");
	}

	private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
			throws IOException, InterruptedException {
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	@Override
	public void close() {
		this.context.close();
	}

}
