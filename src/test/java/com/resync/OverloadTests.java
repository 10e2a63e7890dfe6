package com.resync;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * More to do than a service can that has next to no threads and no memory.
 */
@TestPropertySource(properties = { "server.tomcat.threads.max=2", "resync.http.max-queue-time=100ms",
		"resync.http.max-held-size=100000B" })
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OverloadTests extends HttpTests {

	@Autowired
	private MeterRegistry meters;

	@Test
	void requestsThatWaitTooLongForAThreadAreRefusedButHealthIsTold() throws Exception {
		List<CompletableFuture<HttpResponse<String>>> served = List.of(send("/waiting"), send("/waiting"));
		WaitingController.entered.await();
		CompletableFuture<HttpResponse<String>> refused = send("/items");
		CompletableFuture<HttpResponse<String>> health = send("/actuator/health/liveness");
		awaitQueued(2);
		Thread.sleep(200);
		assertThat(refused).isNotDone();
		WaitingController.leave.countDown();
		assertProblem(refused.get(), 503, "urn:resync:problem:overloaded", "/items");
		assertThat(header(refused.get(), "Retry-After")).isEqualTo("1");
		assertThat(health.get().statusCode()).isEqualTo(200);
		for (CompletableFuture<HttpResponse<String>> response : served) {
			assertThat(response.get().body()).isEqualTo("done");
		}
		assertThat(get("/items").statusCode()).isEqualTo(200);
	}

	private void awaitQueued(int tasks) throws InterruptedException {
		while (this.meters.get("executor.queued").gauge().value() < tasks) {
			Thread.sleep(10);
		}
	}

	private CompletableFuture<HttpResponse<String>> send(String path) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return get(path);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}, (task) -> new Thread(task).start());
	}

	@Test
	void uploadsThatTakeMoreThanTheirShareOfTheHeapAreRefusedUntilOthersEnd() throws Exception {
		List<Socket> uploads = new ArrayList<>();
		try {
			for (int i = 0; i < 2; i++) {
				uploads.add(startUpload());
			}
			Thread.sleep(500);
			try (Socket third = startUpload()) {
				String answer = new String(third.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
				assertThat(answer).startsWith("HTTP/1.1 503").contains("\r\nRetry-After: 1\r\n");
				assertProblem(answer, 503, "urn:resync:problem:overloaded", "/items");
			}
			for (Socket upload : uploads) {
				write(upload, " ".repeat(5_000));
				assertThat(new String(upload.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
					.isEqualTo("HTTP/1.1 400");
			}
			uploads.add(startUpload());
			Thread.sleep(200);
			assertThat(uploads.get(2).getInputStream().available()).isZero();
		}
		finally {
			for (Socket upload : uploads) {
				upload.close();
			}
		}
	}

	@Test
	void answerThatTakesMoreThanItsShareOfTheHeapIsRefused() throws Exception {
		for (int i = 0; i < 100; i++) {
			created("{\"name\":\"x\",\"description\":\"" + "x".repeat(2000) + "\"}");
		}
		HttpResponse<String> refused = get("/items?limit=100");
		assertProblem(refused, 503, "urn:resync:problem:overloaded", "/items");
		assertThat(header(refused, "Retry-After")).isEqualTo("1");
		assertThat(header(refused, "Link")).isEmpty();
		assertThat(header(refused, "Cache-Control")).isEqualTo("no-store");
		assertThat(header(refused, "X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(get("/items?limit=20").statusCode()).isEqualTo(200);
	}

	/** Another try where a pause of the machine made it wait too long. */
	private void created(String body) throws Exception {
		while (post(body).statusCode() != 201) {
			Thread.sleep(10);
		}
	}

	private Socket startUpload() throws IOException {
		Socket socket = connect();
		write(socket,
				"POST /items HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 45000\r\n\r\n"
						+ " ".repeat(40_000));
		return socket;
	}

	private static void write(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
	}

	@TestConfiguration(proxyBeanMethods = false)
	@Import(WaitingController.class)
	static class Waiting {

	}

	@RestController
	static class WaitingController {

		static final CountDownLatch entered = new CountDownLatch(2);

		static final CountDownLatch leave = new CountDownLatch(1);

		@GetMapping("/waiting")
		String waiting() throws InterruptedException {
			entered.countDown();
			leave.await();
			return "done";
		}

	}

}
