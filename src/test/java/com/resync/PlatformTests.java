package com.resync;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.FileCopyUtils;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Return types and input types of Spring MVC, in a second feature.
 */
@TestPropertySource(properties = "resync.http.max-body-size=64KB")
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class PlatformTests extends HttpTests {

	@ParameterizedTest
	@ValueSource(strings = { "callable", "future", "deferred", "plain" })
	void resultIsAnsweredWithItsLengthHoweverItIsComputed(String kind) throws Exception {
		HttpResponse<String> response = get("/other/" + kind);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("{\"a\":\"1\"}");
		assertThat(header(response, "Content-Length")).isEqualTo("9");
	}

	@ParameterizedTest
	@ValueSource(strings = { "callable-fails", "future-fails", "deferred-fails" })
	void failureIsAProblemHoweverItIsComputed(String kind, CapturedOutput output) throws Exception {
		assertProblem(get("/other/" + kind), 500, "urn:resync:problem:internal-error", "/other/" + kind);
		assertThat(output).contains("the reason");
	}

	@Test
	void deferredResultThatTimesOutIsUnavailable() throws Exception {
		assertProblem(get("/other/never"), 503, "about:blank", "/other/never");
	}

	@Test
	void eventsArriveWhileMoreAreToCome() throws Exception {
		assertStreamed("/other/events", "data:first");
	}

	@Test
	void bodyArrivesWhileMoreIsToCome() throws Exception {
		assertStreamed("/other/written", "first");
	}

	@Test
	void largeBodyIsStreamed() throws Exception {
		assertThat(get("/other/stream").body()).hasSize(1_000_000);
	}

	private void assertStreamed(String path, String first) throws Exception {
		OtherController.more = new CountDownLatch(1);
		HttpResponse<InputStream> response = HttpClient.newHttpClient()
			.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
		try (InputStream body = response.body()) {
			assertThat(new String(body.readNBytes(first.length()), StandardCharsets.UTF_8)).isEqualTo(first);
			OtherController.more.countDown();
			assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).contains("second");
		}
	}

	@Test
	void fileIsUploaded() throws Exception {
		assertThat(upload(file(100_000)).body()).isEqualTo("100000");
	}

	/** Of more than {@code spring.servlet.multipart.max-file-size}. */
	@Test
	void largeUploadIsRefused() throws Exception {
		assertProblem(upload(file(1_100_000)), 413, "about:blank", "/other/file");
	}

	@Test
	void malformedUploadIsRefused() throws Exception {
		assertProblem(upload("nonsense"), 400, "about:blank", "/other/file");
	}

	private static String file(int size) {
		return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n" + "x".repeat(size)
				+ "\r\n--b--\r\n";
	}

	private HttpResponse<String> upload(String body) throws Exception {
		return send("POST", "/other/file", body, "Content-Type", "multipart/form-data; boundary=b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "PATCH", "DELETE" })
	void formIsRead(String method) throws Exception {
		String type = "application/x-www-form-urlencoded";
		assertThat(send(method, "/other/form", "a=%C3%A9&b=2", "Content-Type", type).body()).isEqualTo("\u00e9");
		assertProblem(send(method, "/other/form", "a=%zz", "Content-Type", type), 400, "about:blank", "/other/form");
	}

	@Test
	void octetsBeyondTheLimitOfJsonAreRead() throws Exception {
		assertThat(
				send("POST", "/other/octets", "x".repeat(1_000_000), "Content-Type", "application/octet-stream").body())
			.isEqualTo("1000000");
	}

	@ParameterizedTest
	@CsvSource({ "annotated, 410", "wrapped, 410", "status, 409", "response, 402", "denied, 403" })
	void exceptionKeepsItsStatus(String exception, int status, CapturedOutput output) throws Exception {
		assertProblem(get("/other/throws?what=" + exception), status, "about:blank", "/other/throws");
		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void bodyThatBreaksRulesIsRefusedWithPlacesInIt() throws Exception {
		HttpResponse<String> response = sendJson("/other/valid", "{\"lines\":[{\"quantity\":1},{\"quantity\":0}]}");
		assertProblem(response, 400, "urn:resync:problem:invalid-request", "/other/valid");
		assertThat(HttpTests.<List<String>>json(response, "$.errors[*].pointer")).containsExactly("/lines/1/quantity");
		assertThat(HttpTests.<List<String>>json(sendJson("/other/valid", "{\"lines\":[]}"), "$.errors[*].pointer"))
			.containsExactly("/lines");
	}

	@Test
	void listThatBreaksRulesIsRefusedWithPlacesInIt() throws Exception {
		HttpResponse<String> response = sendJson("/other/list", "[{\"quantity\":1},{\"quantity\":0}]");
		assertProblem(response, 400, "urn:resync:problem:invalid-request", "/other/list");
		assertThat(HttpTests.<List<String>>json(response, "$.errors[*].pointer")).containsExactly("/1/quantity");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/other/limited?limit=11", "/other/model?quantity=0" })
	void parameterThatBreaksARuleIsNamed(String path) throws Exception {
		HttpResponse<String> response = get(path);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(HttpTests.<List<String>>json(response, "$.errors[*].parameter"))
			.containsExactly(path.replaceAll(".*\\?|=.*", ""));
	}

	@Test
	void parameterThatCannotBeReadIsNamed() throws Exception {
		for (String path : List.of("/other/model?quantity=abc", "/other/model")) {
			HttpResponse<String> response = get(path);
			assertProblem(response, 400, "urn:resync:problem:invalid-request", "/other/model");
			assertThat(response.body()).contains("{\"parameter\":\"quantity\",\"detail\":\"'quantity' is not of");
		}
	}

	@ParameterizedTest
	@CsvSource({ "octets, application/octet-stream", "text, text/plain", "form, application/x-www-form-urlencoded",
			"part, multipart/form-data; boundary=b", "file, multipart/form-data; boundary=b" })
	void bodyInBadChunksIsRefused(String path, String type, CapturedOutput output) throws Exception {
		assertProblem(raw("POST /other/" + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + "Content-Type: "
				+ type + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), 400, "about:blank", "/other/" + path);
		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void bodyThatIsNotInItsCharsetIsRefused(CapturedOutput output) throws Exception {
		assertProblem(
				raw("POST /other/text HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n"
						+ "Content-Type: text/plain;charset=utf-8\r\n\r\n\u00ff\u00ff"),
				400, "about:blank", "/other/text");
		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void largeFormIsRefused(CapturedOutput output) throws Exception {
		assertProblem(send("POST", "/other/form", "a=" + "x".repeat(3_000_000), "Content-Type",
				"application/x-www-form-urlencoded"), 413, "about:blank", "/other/form");
		assertProblem(
				send("POST", "/other/form", "a&".repeat(20_000), "Content-Type", "application/x-www-form-urlencoded"),
				400, "about:blank", "/other/form");
		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void badPartIsRefused(CapturedOutput output) throws Exception {
		String type = "multipart/form-data; boundary=b";
		assertProblem(send("POST", "/other/part", file(1_100_000), "Content-Type", type), 413, "about:blank",
				"/other/part");
		assertProblem(send("POST", "/other/part", file(10).replace("--b--", ""), "Content-Type", type), 400,
				"about:blank", "/other/part");
		assertProblem(send("POST", "/other/part", "nonsense", "Content-Type", type), 400, "about:blank", "/other/part");
		assertThat(output).doesNotContain("ERROR");
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "stream", "written" })
	void clientThatClosesTheConnectionIsNotLogged(String kind, CapturedOutput output) throws Exception {
		try (Socket client = connect(1024)) {
			client.setSoLinger(true, 0);
			client.getOutputStream()
				.write(("GET /other/endless-" + kind + " HTTP/1.1\r\nHost: x\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(client.getInputStream().readNBytes(1000)).hasSize(1000);
		}
		while (!get("/actuator/prometheus").body().contains("uri=\"/other/endless-" + kind + "\"")) {
			Thread.sleep(20);
		}
		assertThat(get("/other/plain").statusCode()).isEqualTo(200);
		assertThat(output).doesNotContain("ERROR", "WARN", "\tat ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "emitter", "stream" })
	void failureAfterTheBeginOfTheResponseAbortsIt(String kind, CapturedOutput output) throws Exception {
		String response = raw("GET /other/breaks-" + kind + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
		assertThat(response).startsWith("HTTP/1.1 200").doesNotContain("\r\n0\r\n", "internal-error");
		Awaitility.await().until(() -> output.getOut().contains("the late reason"));
	}

	private HttpResponse<String> sendJson(String path, String body) throws Exception {
		return send("POST", path, body, "Content-Type", "application/json");
	}

	@TestConfiguration(proxyBeanMethods = false)
	@Import(OtherController.class)
	static class Other {

	}

	@RestController
	static class OtherController {

		static volatile CountDownLatch more = new CountDownLatch(1);

		private static final Map<String, String> RESULT = Map.of("a", "1");

		@GetMapping("/other/plain")
		Map<String, String> plain() {
			return RESULT;
		}

		@GetMapping("/other/callable")
		Callable<Map<String, String>> callable() {
			return () -> RESULT;
		}

		@GetMapping("/other/callable-fails")
		Callable<Map<String, String>> callableFails() {
			return () -> {
				throw new IllegalStateException("the reason");
			};
		}

		@GetMapping("/other/future")
		CompletableFuture<Map<String, String>> future() {
			return CompletableFuture.supplyAsync(() -> RESULT);
		}

		@GetMapping("/other/future-fails")
		CompletableFuture<Map<String, String>> futureFails() {
			return CompletableFuture.failedFuture(new IllegalStateException("the reason"));
		}

		@GetMapping("/other/deferred")
		DeferredResult<Map<String, String>> deferred() {
			DeferredResult<Map<String, String>> result = new DeferredResult<>();
			new Thread(() -> result.setResult(RESULT)).start();
			return result;
		}

		@GetMapping("/other/deferred-fails")
		DeferredResult<Map<String, String>> deferredFails() {
			DeferredResult<Map<String, String>> result = new DeferredResult<>();
			result.setErrorResult(new IllegalStateException("the reason"));
			return result;
		}

		@GetMapping("/other/never")
		DeferredResult<Map<String, String>> never() {
			return new DeferredResult<>(10L);
		}

		@GetMapping("/other/events")
		SseEmitter events() {
			SseEmitter emitter = new SseEmitter();
			new Thread(() -> {
				try {
					emitter.send("first");
					more.await();
					emitter.send("second");
					emitter.complete();
				}
				catch (Exception ex) {
					emitter.completeWithError(ex);
				}
			}).start();
			return emitter;
		}

		@GetMapping("/other/stream")
		ResponseEntity<StreamingResponseBody> stream() {
			return ResponseEntity.ok()
				.contentType(MediaType.APPLICATION_OCTET_STREAM)
				.body((output) -> output.write("x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8)));
		}

		@GetMapping("/other/written")
		void written(HttpServletResponse response) throws Exception {
			response.setContentType("text/plain");
			response.getWriter().write("first");
			response.flushBuffer();
			more.await();
			response.getWriter().write("second");
		}

		@PostMapping("/other/file")
		String file(@RequestParam MultipartFile file) {
			return String.valueOf(file.getSize());
		}

		@RequestMapping("/other/form")
		String form(@RequestParam String a) {
			return a;
		}

		@PostMapping("/other/octets")
		String octets(HttpServletRequest request) throws Exception {
			return String.valueOf(request.getInputStream().readAllBytes().length);
		}

		@PostMapping("/other/text")
		String text(Reader reader) throws Exception {
			return FileCopyUtils.copyToString(reader);
		}

		@PostMapping("/other/part")
		long part(@RequestPart Part file) {
			return file.getSize();
		}

		@GetMapping("/other/breaks-json")
		List<Object> breaksJson() {
			return List.of("x".repeat(100_000), new Broken());
		}

		@GetMapping("/other/endless-json")
		Iterator<String> endlessJson() {
			return Stream.generate(() -> "x".repeat(1000)).iterator();
		}

		@GetMapping("/other/endless-stream")
		StreamingResponseBody endlessStream() {
			return OtherController::writeEndlessly;
		}

		@GetMapping("/other/endless-written")
		void endlessWritten(HttpServletResponse response) throws IOException {
			writeEndlessly(response.getOutputStream());
		}

		private static void writeEndlessly(OutputStream output) throws IOException {
			while (true) {
				output.write(new byte[1000]);
			}
		}

		@GetMapping("/other/breaks-emitter")
		ResponseBodyEmitter breaksEmitter() throws Exception {
			ResponseBodyEmitter emitter = new ResponseBodyEmitter();
			emitter.send("first");
			new Thread(() -> emitter.completeWithError(new IllegalStateException("the late reason"))).start();
			return emitter;
		}

		@GetMapping("/other/breaks-stream")
		StreamingResponseBody breaksStream() {
			return (output) -> {
				output.write("x".repeat(100_000).getBytes(StandardCharsets.UTF_8));
				throw new IllegalStateException("the late reason");
			};
		}

		@PostMapping("/other/valid")
		void valid(@Valid @RequestBody Lines lines) {
		}

		@PostMapping("/other/list")
		void list(@RequestBody List<@Valid Line> lines) {
		}

		@GetMapping("/other/limited")
		void limited(@RequestParam @Max(10) int limit) {
		}

		@GetMapping("/other/model")
		void model(@Valid @ModelAttribute Line line) {
		}

		@GetMapping("/other/throws")
		void throwing(@RequestParam String what) {
			throw switch (what) {
				case "annotated" -> new GoneException();
				case "wrapped" -> new IllegalStateException(new GoneException());
				case "status" -> new ResponseStatusException(HttpStatus.CONFLICT);
				case "denied" -> new AccessDeniedException("no");
				default -> new ErrorResponseException(HttpStatus.PAYMENT_REQUIRED);
			};
		}

	}

	static class Broken {

		public String getText() {
			throw new IllegalStateException("the late reason");
		}

	}

	record Lines(@NotEmpty List<@Valid Line> lines) {

	}

	record Line(@Min(1) int quantity) {

	}

	@ResponseStatus(HttpStatus.GONE)
	static class GoneException extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
