package com.resync;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Instances are restarted in turn behind a load balancer that does not retry, and checks
 * their readiness from time to time.
 */
class DrainTests {

	private static final int RESTARTS = 6;

	private static final long CHECK_INTERVAL = 50;

	private final ExecutorService clients = Executors.newFixedThreadPool(5);

	private final Backend[] backends = { new Backend(), new Backend() };

	private final AtomicInteger turn = new AtomicInteger();

	private volatile boolean ended;

	@AfterEach
	void stop() {
		this.ended = true;
		this.clients.shutdownNow();
		for (Backend backend : this.backends) {
			backend.stop();
		}
	}

	@Test
	void nobodyNoticesARestart() throws Exception {
		for (Backend backend : this.backends) {
			backend.start();
		}
		this.clients.submit(this::checkReadiness);
		while (!(this.backends[0].ready && this.backends[1].ready)) {
			Thread.sleep(CHECK_INTERVAL);
		}
		List<Future<Integer>> counts = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			boolean keepAlive = i % 2 == 0;
			counts.add(this.clients.submit(() -> sendRequests(keepAlive)));
		}
		for (int i = 0; i < RESTARTS; i++) {
			Backend backend = this.backends[i % 2];
			backend.stop();
			backend.start();
			while (!backend.ready) {
				Thread.sleep(CHECK_INTERVAL);
			}
		}
		this.ended = true;
		for (Future<Integer> count : counts) {
			assertThat(count.get()).isGreaterThan(RESTARTS);
		}
	}

	/** The number of responses. If there is none to a request, the test fails. */
	private int sendRequests(boolean keepAlive) throws Exception {
		HttpClient client = HttpClient.newHttpClient();
		int count = 0;
		while (!this.ended) {
			String url = next().url;
			String status = keepAlive ? send(client, url) : sendOnANewConnection(URI.create(url).getPort());
			assertThat(status).isEqualTo("201");
			count++;
			Thread.sleep(2);
		}
		return count;
	}

	private static String send(HttpClient client, String url) throws Exception {
		return String.valueOf(
				client
					.send(HttpRequest.newBuilder(URI.create(url + "/items"))
						.header("Content-Type", "application/json")
						.POST(BodyPublishers.ofString("{\"name\":\"x\"}"))
						.build(), BodyHandlers.ofString())
					.statusCode());
	}

	private static String sendOnANewConnection(int port) throws IOException {
		try (Socket socket = new Socket("localhost", port)) {
			socket.getOutputStream()
				.write(("POST /items HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
						+ "Content-Length: 12\r\n\r\n{\"name\":\"x\"}")
					.getBytes(StandardCharsets.UTF_8));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ")[1];
		}
	}

	private Backend next() {
		Backend backend = this.backends[this.turn.getAndIncrement() & 1];
		return backend.ready ? backend : this.backends[(backend == this.backends[0]) ? 1 : 0];
	}

	private void checkReadiness() {
		try {
			while (!this.ended) {
				for (Backend backend : this.backends) {
					backend.check();
				}
				Thread.sleep(CHECK_INTERVAL);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static final class Backend {

		private final HttpClient client = HttpClient.newHttpClient();

		private @Nullable ConfigurableApplicationContext context;

		private volatile String url = "http://localhost:1";

		private volatile boolean ready;

		void start() {
			ConfigurableApplicationContext started = new SpringApplicationBuilder(ResyncApplication.class)
				.properties("server.port=0", "resync.shutdown.drain=500ms")
				.run();
			this.context = started;
			this.url = "http://localhost:" + started.getEnvironment().getProperty("local.server.port");
		}

		void stop() {
			if (this.context != null) {
				this.context.close();
			}
		}

		void check() throws InterruptedException {
			try {
				this.ready = this.client
					.send(HttpRequest.newBuilder(URI.create(this.url + "/actuator/health/readiness")).build(),
							BodyHandlers.discarding())
					.statusCode() == 200;
			}
			catch (IOException ex) {
				this.ready = false;
			}
		}

	}

}
