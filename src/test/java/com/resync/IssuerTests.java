package com.resync;

import java.net.http.HttpResponse;

import com.resync.postgres.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An issuer that is down at first, starts, changes its key and stops.
 */
@ExtendWith(OutputCaptureExtension.class)
class IssuerTests extends HttpTests {

	private static final int PORT = Ports.free();

	@DynamicPropertySource
	static void issuer(DynamicPropertyRegistry registry) {
		registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", () -> "http://127.0.0.1:" + PORT);
		registry.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> Issuer.AUDIENCE);
	}

	@Test
	void keysAreThoseThatTheIssuerHasNowOrHadLast(CapturedOutput output) throws Exception {
		String early;
		try (Issuer issuer = Issuer.start(PORT)) {
			early = issuer.token("somebody", "items:read");
		}
		HttpResponse<String> response = list(early);
		assertProblem(response, 503, "urn:resync:problem:issuer-unavailable", "/items");
		assertThat(header(response, "Retry-After")).isEqualTo("5");
		assertThat(output).containsOnlyOnce("WARN").contains("The keys of the issuer").doesNotContain("\tat ");
		assertThat(list(early).statusCode()).isEqualTo(503);
		assertThat(output).containsOnlyOnce("WARN");
		String late;
		try (Issuer issuer = Issuer.start(PORT)) {
			String first = issuer.token("somebody", "items:read");
			assertThat(untilAsked(first, 503)).isEqualTo(200);
			assertThat(list(early).statusCode()).isEqualTo(401);
			issuer.rotate();
			late = issuer.token("somebody", "items:read");
			assertThat(untilAsked(late, 401)).isEqualTo(200);
			assertThat(list(first).statusCode()).isEqualTo(401);
		}
		assertThat(list(late).statusCode()).isEqualTo(200);
		assertThat(list(early).statusCode()).isEqualTo(401);
	}

	/** The last request to the issuer may have been a moment ago. */
	private int untilAsked(String token, int before) throws Exception {
		int status = list(token).statusCode();
		for (int i = 0; i < 200 && status == before; i++) {
			Thread.sleep(100);
			status = list(token).statusCode();
		}
		return status;
	}

	private HttpResponse<String> list(String token) throws Exception {
		return get("/items", "Authorization", "Bearer " + token);
	}

}
