package com.resync;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests without a valid token.
 */
@ExtendWith(OutputCaptureExtension.class)
class BadTokenTests extends HttpTests implements WithIssuer {

	private static final String UNAUTHENTICATED = "urn:resync:problem:unauthenticated";

	@AfterEach
	void nothingIsLogged(CapturedOutput output) {
		assertThat(output).doesNotContain("WARN", "ERROR", "Exception", "eyJ", "secret");
	}

	@ParameterizedTest
	@CsvSource({ "GET, /items", "POST, /items", "OPTIONS, /items", "PATCH, /items", "GET, /items/1", "GET, /nothing",
			"GET, /error", "GET, /", "GET, /actuator", "GET, /actuator/info", "GET, /actuator/handlers",
			"GET, /actuator/nothing", "GET, /v3/api-docs", "GET, /v3/api-docs/swagger-config",
			"GET, /swagger-ui/index.html" })
	void callWithoutATokenIsRefused(String method, String path) throws Exception {
		HttpResponse<String> response = send(method, path, "");
		assertProblem(response, 401, UNAUTHENTICATED, path);
		assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer");
		assertThat(response.headers().map()).doesNotContainKey("Set-Cookie");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness" })
	void healthNeedsNoToken(String path) throws Exception {
		assertThat(get(path).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("badTokens")
	void badTokenIsRefused(String name, String token, String reason) throws Exception {
		String[] header = { "Authorization", "Bearer " + token };
		for (HttpResponse<String> response : List.of(get("/items", header), post("{\"name\":\"secret\"}", header))) {
			assertProblem(response, 401, UNAUTHENTICATED, "/items");
			assertThat(response.body()).contains(reason);
			assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
		}
	}

	static Stream<Arguments> badTokens() throws Exception {
		String good = ISSUER.token("somebody", "items:read items:write");
		String[] parts = good.split("\\.");
		String unsigned = "not signed by the issuer";
		return Stream.of(
				Arguments.of("expired", ISSUER.token((claims) -> claims.issueTime(ago(361)).expirationTime(ago(61))),
						"Jwt expired at"),
				Arguments.of("without an end", ISSUER.token((claims) -> claims.expirationTime(null)),
						"exp is required"),
				Arguments.of("not yet valid", ISSUER.token((claims) -> claims.notBeforeTime(ago(-120))),
						"Jwt used before"),
				Arguments.of("wrong issuer", ISSUER.token((claims) -> claims.issuer("https://example.org")), "iss"),
				Arguments.of("no issuer", ISSUER.token((claims) -> claims.issuer(null)), "iss"),
				Arguments.of("wrong audience", ISSUER.token((claims) -> claims.audience("another")), "aud"),
				Arguments.of("no audience", ISSUER.token((claims) -> claims.audience((String) null)), "aud"),
				Arguments.of("of nobody", ISSUER.token((claims) -> claims.subject(null)), "sub"),
				Arguments.of("alg none", new PlainJWT(ISSUER.claims((claims) -> {
				})).serialize(), unsigned), Arguments.of("HS256 with the public key", macWithPublicKey(), unsigned),
				Arguments.of("wrong key", ISSUER.signed(keyNamed(ISSUER.key().getKeyID()), (claims) -> {
				}), unsigned), Arguments.of("unknown key", ISSUER.signed(Issuer.newKey(), (claims) -> {
				}), unsigned),
				Arguments.of("tampered",
						parts[0] + "." + encoded(decoded(parts[1]).replace("somebody", "somebodx")) + "." + parts[2],
						unsigned),
				Arguments.of("without its signature", parts[0] + "." + parts[1] + ".", unsigned),
				Arguments.of("not JSON", encoded("{") + "." + parts[1] + "." + parts[2], unsigned),
				Arguments.of("encrypted", "a.b.c.d.e", unsigned), Arguments.of("no token", "x", unsigned),
				Arguments.of("of other characters", "a b", unsigned), Arguments.of("empty", "", unsigned));
	}

	private static Date ago(int seconds) {
		return Date.from(Instant.now().minusSeconds(seconds));
	}

	private static String macWithPublicKey() throws JOSEException {
		SignedJWT token = new SignedJWT(
				new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(ISSUER.key().getKeyID()).build(),
				ISSUER.claims((claims) -> {
				}));
		token.sign(new MACSigner(ISSUER.key().toRSAPublicKey().getEncoded()));
		return token.serialize();
	}

	private static RSAKey keyNamed(String id) {
		return new RSAKey.Builder(Issuer.newKey()).keyID(id).build();
	}

	private static String encoded(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String decoded(String text) {
		return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
	}

	@Test
	void otherSchemeIsNoToken() throws Exception {
		HttpResponse<String> response = get("/items", "Authorization", "Basic c2VjcmV0OnNlY3JldA==");
		assertProblem(response, 401, UNAUTHENTICATED, "/items");
		assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer");
	}

	@Test
	void schemeMayBeInLowerCase() throws Exception {
		assertThat(get("/items", "Authorization", "bearer " + ISSUER.token("somebody", "items:read")).statusCode())
			.isEqualTo(200);
	}

	@Test
	void moreThanOneHeaderIsRefused() throws Exception {
		String bearer = "Bearer " + ISSUER.token("somebody", "items:read");
		HttpResponse<String> response = get("/items", "Authorization", bearer, "Authorization", bearer);
		assertProblem(response, 400, "about:blank", "/items");
		assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_request\"");
	}

	/** A signed token with claims of unexpected types. */
	@ParameterizedTest
	@ValueSource(strings = { "aud", "sub", "scope", "exp", "nbf", "iat", "iss", "jti", "scp" })
	void tokenWithAClaimOfAnOddTypeIsNoFaultOfTheService(String claim) throws Exception {
		for (String value : List.of("5", "true", "[1,[2]]", "{\"a\":{}}", "\"x\"", "-1e400", "[null]", "\"\"", "[]")) {
			String claims = JSONObjectUtils.toJSONString(ISSUER.claims((given) -> {
			}).toJSONObject()).replaceFirst("\\{", Matcher.quoteReplacement("{\"" + claim + "\":" + value + ","));
			String token = ISSUER
				.signed(claims.replaceFirst("(\"" + claim + "\":.*),\"" + claim + "\":(\"[^\"]*\"|[0-9]+)", "$1"));
			assertThat(get("/items", "Authorization", "Bearer " + token).statusCode()).as(value).isIn(200, 401, 403);
		}
	}

	@Test
	void tokenInTheQueryIsNone() throws Exception {
		assertProblem(get("/items?access_token=" + ISSUER.token("somebody", "items:read")), 401, UNAUTHENTICATED,
				"/items");
	}

	@Test
	void tokenThatIsTooLongIsRefused() throws Exception {
		assertProblem(get("/items", "Authorization", "Bearer " + "a".repeat(100 * 1024)), 400, "about:blank", "/items");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer t\u00f6ken", "Bearer", "Bearer \u00ff.\u00ff.\u00ff", "Bearerx" })
	void malformedHeaderIsRefused(String header) throws Exception {
		String response = raw(
				"GET /items HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: " + header + "\r\n\r\n");
		assertThat(response).startsWith("HTTP/1.1 401").contains("application/problem+json", UNAUTHENTICATED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "//items", "/items;a=b", "/items%2Fx", "/items/%25zz", "/actuator/health/../info",
			"/actuator/health/%2e%2e/info", "/actuator/health;/../info", "/swagger-ui/../items", "/items/%0a" })
	void noPathLeadsAroundIt(String path) throws Exception {
		assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
			.matches("(?s)HTTP/1\\.1 40[01] .*")
			.contains("application/problem+json");
	}

	@Test
	void unknownKeysDoNotHaveTheIssuerAskedEachTime() throws Exception {
		RSAKey key = Issuer.newKey();
		int before = ISSUER.asked();
		for (int i = 0; i < 20; i++) {
			RSAKey unknown = new RSAKey.Builder(key).keyID("unknown-" + i).build();
			assertThat(get("/items", "Authorization", "Bearer " + ISSUER.signed(unknown, (claims) -> {
			})).statusCode()).isEqualTo(401);
		}
		assertThat(ISSUER.asked() - before).isLessThan(10);
	}

}
