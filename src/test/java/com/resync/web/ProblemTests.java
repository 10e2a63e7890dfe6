package com.resync.web;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Problems of exceptions that no feature maps, by endpoints of this test.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class ProblemTests {

	@LocalServerPort
	private int port;

	@Test
	void unexpectedFaultIsToldByACorrelationIdThatTheLogHasToo(CapturedOutput output) throws Exception {
		HttpResponse<String> response = get("/unexpected");
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(response.body()).matches("\\{\"detail\":\"[^\"]+\",\"instance\":\"/unexpected\",\"status\":500,"
				+ "\"title\":\"Internal Server Error\",\"type\":\"urn:resync:problem:internal-error\","
				+ "\"correlationId\":\"[-0-9a-f]{36}\"}");
		Matcher id = Pattern.compile("\"correlationId\":\"(.*?)\"").matcher(response.body());
		assertThat(id.find()).isTrue();
		assertThat(output).contains(id.group(1), "the secret reason");
	}

	@Test
	void parameterThatBreaksARuleIsNamed() throws Exception {
		HttpResponse<String> response = get("/limited?limit=11");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("\"type\":\"urn:resync:problem:invalid-request\"",
				"\"errors\":[{\"parameter\":\"limit\",\"detail\":\"must be at most 10\"}]");
	}

	@Test
	void parameterOfAWrongTypeIsNamed() throws Exception {
		HttpResponse<String> response = get("/limited?limit=ten");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("'limit' is not of the expected form").doesNotContain("java");
	}

	@Test
	void errorDispatchIsAProblemToo() throws Exception {
		HttpResponse<String> response = get("/sent");
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.body()).contains("\"status\":503", "\"instance\":\"/sent\"", "\"type\":\"about:blank\"");
	}

	@Test
	void errorDispatchOfTheServicesOwnHasACorrelationId() throws Exception {
		assertThat(get("/sent?status=500").body()).contains("\"instance\":\"/sent\"",
				"\"type\":\"urn:resync:problem:internal-error\"", "\"correlationId\":\"");
	}

	@Test
	void faultWhileTheReplyIsWrittenIsToldAndLoggedToo(CapturedOutput output) throws Exception {
		HttpResponse<String> response = get("/unwritable");
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(response.body()).contains("\"type\":\"urn:resync:problem:internal-error\"", "\"correlationId\":\"");
		assertThat(output).contains("the unwritable reason");
	}

	@Test
	void constantThatIsNoneNamesNoClass() throws Exception {
		HttpResponse<String> response = get("/unit?unit=fortnights");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("\"detail\":\"'unit' is not of the expected form.\"");
	}

	@ParameterizedTest
	@CsvSource({ "22021, 400, about:blank", "23514, 500, urn:resync:problem:internal-error" })
	void valueThatADatabaseCannotKeepIsTheClients(String state, int status, String type) throws Exception {
		HttpResponse<String> response = get("/integrity?state=" + state);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.body()).contains("\"type\":\"" + type + "\"").doesNotContain("the secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "resource", "transient", "recoverable", "begin", "end" })
	void databaseThatIsNotAvailableIsToldAsThat(String fault) throws Exception {
		HttpResponse<String> response = get("/database?fault=" + fault);
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
		assertThat(response.body()).contains("\"type\":\"urn:resync:problem:database-unavailable\"")
			.doesNotContain("the secret");
	}

	@Test
	void dataThatAnotherRequestHasChangedIsAConflict() throws Exception {
		HttpResponse<String> response = get("/database?fault=changed");
		assertThat(response.statusCode()).isEqualTo(409);
		assertThat(response.body()).contains("\"type\":\"about:blank\"").doesNotContain("the secret");
	}

	@ParameterizedTest
	@CsvSource({ "/sent?status=404&type=text/csv, 404", "/sent?status=400&type=text/csv;charset=utf-16, 400",
			"/sent?status=501, 501", "/sent?status=499, 499", "/empty?status=400, 400", "/empty?status=501, 501",
			"/empty?status=505, 505", "/empty?status=408, 408", "/empty?status=404&type=text/plain, 404",
			"/own?status=409, 409", "/own?status=499, 499", "/own-response?status=409, 409", "/own-handler, 409",
			"/own-object?status=599, 599" })
	void statusOfAFeatureIsKeptAsAProblem(String path, int status) throws Exception {
		HttpResponse<String> response = get(path);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().allValues("Content-Type")).containsExactly("application/problem+json");
		assertThat(response.body())
			.contains("\"status\":" + status, "\"type\":\"about:blank\"",
					"\"instance\":\"" + path.replaceFirst("\\?.*", "") + "\"", "\"title\":\"", "\"detail\":\"")
			.doesNotContain("HTTP/1.1", "too long");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/broken", "/pattern/1", "/thrown", "/annotated" })
	void faultOfTheServicesOwnIsLoggedWhateverSpringMapsItTo(String path, CapturedOutput output) throws Exception {
		HttpResponse<String> response = get(path);
		assertThat(response.statusCode()).isEqualTo(500);
		Matcher id = Pattern.compile("\"correlationId\":\"(.*?)\"").matcher(response.body());
		assertThat(id.find()).isTrue();
		assertThat(output).contains(id.group(1), "\tat ");
	}

	@Test
	void clientsFaultIsNotLogged(CapturedOutput output) throws Exception {
		assertThat(get("/limited?limit=ten").statusCode()).isEqualTo(400);
		assertThat(get("/limited?limit=11").statusCode()).isEqualTo(400);
		assertThat(get("/nowhere").statusCode()).isEqualTo(404);
		assertThat(raw("GET /|x HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 400");
		assertThat(raw("POST /items HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
				+ "Transfer-Encoding: chunked\r\n\r\nzz\r\n"))
			.startsWith("HTTP/1.1 400");
		assertThat(output).doesNotContain("Exception", "WARN", "ERROR");
	}

	private String raw(String request) throws Exception {
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			socket.shutdownOutput();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}
	}

	private HttpResponse<String> get(String path) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)).build(),
					BodyHandlers.ofString());
	}

	@TestConfiguration(proxyBeanMethods = false)
	@Import(FaultyController.class)
	static class Faults {

	}

	@RestController
	static class FaultyController {

		private final Validator validator;

		FaultyController(Validator validator) {
			this.validator = validator;
		}

		@GetMapping("/unexpected")
		String unexpected() {
			throw new IllegalStateException("the secret reason");
		}

		@GetMapping("/limited")
		String limited(@RequestParam int limit) {
			throw new ConstraintViolationException(this.validator.validate(new Limited(limit)));
		}

		@GetMapping("/unwritable")
		Unwritable unwritable() {
			return new Unwritable("x");
		}

		@GetMapping("/unit")
		TimeUnit unit(@RequestParam TimeUnit unit) {
			return unit;
		}

		@GetMapping("/integrity")
		void integrity(@RequestParam String state) {
			throw new DataIntegrityViolationException("the secret", new SQLException("the secret", state));
		}

		@GetMapping("/database")
		void database(@RequestParam String fault) {
			throw switch (fault) {
				case "resource" -> new DataAccessResourceFailureException("the secret");
				case "transient" -> new QueryTimeoutException("the secret");
				case "recoverable" -> new RecoverableDataAccessException("the secret");
				case "changed" -> new OptimisticLockingFailureException("the secret");
				case "begin" -> new CannotCreateTransactionException("the secret");
				default -> new TransactionSystemException("the secret");
			};
		}

		@GetMapping("/sent")
		void sent(HttpServletResponse response, @RequestParam(defaultValue = "503") int status,
				@RequestParam(required = false) String type) throws Exception {
			if (type != null) {
				response.setContentType(type);
				response.getWriter().write("x");
			}
			response.sendError(status);
		}

		@GetMapping("/empty")
		ResponseEntity<Void> empty(@RequestParam int status, @RequestParam(required = false) MediaType type) {
			return (type != null) ? ResponseEntity.status(status).contentType(type).build()
					: ResponseEntity.status(status).build();
		}

		@GetMapping("/own")
		ProblemDetail own(@RequestParam int status) {
			return ProblemDetail.forStatus(status);
		}

		@GetMapping("/own-object")
		Object ownObject(@RequestParam int status) {
			return ProblemDetail.forStatus(status);
		}

		@GetMapping("/own-response")
		ErrorResponse ownResponse(@RequestParam int status) {
			return new ErrorResponseException(HttpStatusCode.valueOf(status));
		}

		@GetMapping("/own-handler")
		void ownHandler() {
			throw new OwnException();
		}

		@ExceptionHandler
		ProblemDetail own(OwnException ex) {
			return ProblemDetail.forStatus(409);
		}

		@GetMapping("/broken")
		@Max(1)
		int broken() {
			return 2;
		}

		@GetMapping("/pattern/{id}")
		void pattern(@PathVariable("other") String other) {
		}

		@GetMapping("/thrown")
		void thrown() {
			throw new ResponseStatusException(HttpStatus.INTERNAL_SERVER_ERROR, "r", new IllegalStateException());
		}

		@GetMapping("/annotated")
		void annotated() {
			throw new AnnotatedException();
		}

	}

	static class OwnException extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	@ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
	static class AnnotatedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	record Unwritable(String text) {

		@Override
		public String text() {
			throw new IllegalStateException("the unwritable reason");
		}

	}

	record Limited(@Max(value = 10, message = "must be at most 10") int limit) {
	}

}
