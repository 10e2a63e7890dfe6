package com.resync;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service with the smallest possible limits.
 */
@TestPropertySource(properties = { "items.memory.capacity=2", "resync.cqrs.idempotency.max-size=1B",
		"resync.http.max-body-size=20B" })
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class LimitTests extends HttpTests {

	@Test
	void fullStoreRefusesItemsAndServesThoseItHas() throws Exception {
		String first = create();
		String second = create();
		HttpResponse<String> refused = post("{\"name\":\"x\"}", "Idempotency-Key", "key");
		assertProblem(refused, 507, "urn:resync:problem:items-full", "/items");
		assertThat(refused.body()).contains("The limit of items in memory is reached");
		assertThat(get(first).statusCode()).isEqualTo(200);
		assertThat(get("/items").statusCode()).isEqualTo(200);
		assertThat(put(second, "{\"name\":\"new\"}").statusCode()).isEqualTo(200);
		assertThat(delete(first).statusCode()).isEqualTo(204);
		assertThat(post("{\"name\":\"x\"}", "Idempotency-Key", "key").statusCode()).isEqualTo(201);
	}

	@Test
	void keyBeyondThoseThatAreKeptIsRefused() throws Exception {
		HttpResponse<String> first = post("{\"name\":\"x\"}", "Idempotency-Key", "key");
		assertProblem(post("{\"name\":\"x\"}", "Idempotency-Key", "other"), 507,
				"urn:resync:problem:idempotency-store-full", "/items");
		assertThat(post("{\"name\":\"x\"}", "Idempotency-Key", "key").body()).isEqualTo(first.body());
		assertThat(post("{\"name\":\"x\"}").statusCode()).isEqualTo(201);
	}

	@Test
	void bodyOfTheLimitIsReadAndOneByteMoreIsNot() throws Exception {
		assertThat(post("{\"name\":\"123456789\"}").statusCode()).isEqualTo(201);
		HttpResponse<String> refused = post("{\"name\":\"1234567890\"}");
		assertProblem(refused, 413, "about:blank", "/items");
		assertThat(refused.body()).contains("The body is larger than the 20 bytes that are read.");
	}

}
