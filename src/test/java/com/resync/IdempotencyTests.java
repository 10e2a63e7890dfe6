package com.resync;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code Idempotency-Key} on {@code POST /items}.
 */
class IdempotencyTests extends HttpTests {

	private final String key = UUID.randomUUID().toString();

	@Test
	void retryGetsTheFirstAnswerAgain() throws Exception {
		HttpResponse<String> first = create("{\"name\":\"x\"}");
		put(header(first, "Location"), "{\"name\":\"changed\"}");
		HttpResponse<String> retry = create("{\"name\":\"x\"}");
		assertThat(retry.statusCode()).isEqualTo(201);
		assertThat(retry.body()).isEqualTo(first.body());
		assertThat(header(retry, "Location")).isEqualTo(header(first, "Location"));
		assertThat(header(retry, "ETag")).isEqualTo(header(first, "ETag"));
	}

	@Test
	void bodyIsTheSameIfItSaysTheSame() throws Exception {
		HttpResponse<String> first = create("{\"name\":\"é\"}");
		assertThat(create(" { \"description\" : null, \"name\" : \"\\u00e9\" } ").body()).isEqualTo(first.body());
	}

	@Test
	void otherBodyUnderTheSameKeyIsRefused() throws Exception {
		create("{\"name\":\"x\"}");
		assertProblem(create("{\"name\":\"y\"}"), 422, "urn:resync:problem:idempotency-key-reused", "/items");
	}

	@Test
	void otherKeyMakesAnotherItem() throws Exception {
		HttpResponse<String> first = create("{\"name\":\"x\"}");
		assertThat(header(post("{\"name\":\"x\"}", "Idempotency-Key", this.key + "x"), "Location"))
			.isNotEqualTo(header(first, "Location"));
	}

	@Test
	void refusedRequestLeavesItsKeyUnused() throws Exception {
		assertThat(create("{\"name\":\"\"}").statusCode()).isEqualTo(400);
		assertThat(create("{\"name\":").statusCode()).isEqualTo(400);
		assertThat(create("{\"name\":\"x\"}").statusCode()).isEqualTo(201);
	}

	@Test
	void racingRetriesMakeOneItem() throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(16);
		try {
			for (int round = 0; round < 20; round++) {
				String raced = this.key + round;
				List<Future<HttpResponse<String>>> answers = IntStream.range(0, 16)
					.mapToObj((client) -> clients.submit(() -> post("{\"name\":\"x\"}", "Idempotency-Key", raced)))
					.toList();
				String first = answers.get(0).get().body();
				for (Future<HttpResponse<String>> answer : answers) {
					assertThat(answer.get().statusCode()).isEqualTo(201);
					assertThat(answer.get().body()).isEqualTo(first);
				}
			}
		}
		finally {
			clients.shutdownNow();
		}
	}

	@Test
	void keyOfPrintableAsciiIsTaken() throws Exception {
		String all = IntStream.rangeClosed('!', '~').mapToObj(Character::toString).reduce("", String::concat);
		assertThat(post("{\"name\":\"x\"}", "Idempotency-Key", all).statusCode()).isEqualTo(201);
		assertThat(post("{\"name\":\"x\"}", "Idempotency-Key", "k".repeat(255)).statusCode()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\u00e9", "a\tb" })
	void keyOfOtherCharactersIsRefused(String malformed) throws Exception {
		String response = raw(
				"POST /items HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
						+ "Idempotency-Key: " + malformed + "\r\nContent-Length: 12\r\n\r\n{\"name\":\"x\"}");
		assertThat(response).startsWith("HTTP/1.1 400")
			.contains("'Idempotency-Key' is not of the expected form. It must be 1 to 255 printable ASCII characters.");
	}

	@Test
	void blanksAroundAKeyAreNoneOfIt() throws Exception {
		assertThat(post("{\"name\":\"x\"}", "Idempotency-Key", this.key + " ").body())
			.isEqualTo(create("{\"name\":\"x\"}").body());
	}

	@Test
	void moreThanOneKeyIsRefused() throws Exception {
		assertProblem(post("{\"name\":\"x\"}", "Idempotency-Key", "a", "Idempotency-Key", "b"), 400, "about:blank",
				"/items");
	}

	@Test
	void keyThatIsTooLongIsRefused() throws Exception {
		assertProblem(post("{\"name\":\"x\"}", "Idempotency-Key", "k".repeat(256)), 400, "about:blank", "/items");
	}

	private HttpResponse<String> create(String body) throws Exception {
		return post(body, "Idempotency-Key", this.key);
	}

}
