package com.resync.security;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Settings that are required for tokens, and a configured public key.
 */
@ExtendWith(OutputCaptureExtension.class)
class TokenConfigurationTests {

	private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

	private static final String ISSUER = PREFIX + "issuer-uri=https://issuer.example.org";

	private static final String AUDIENCE = PREFIX + "audiences=resync-items";

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource({ "jwk-set-uri=http://localhost:1/keys, issuer-uri", "public-key-location=file:/nothing, issuer-uri",
			"audiences=resync-items, issuer-uri", "issuer-uri=http://localhost:1, audiences" })
	void startFailsForWhatIsMissing(String setting, String missing, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(PREFIX + setting));
		assertThat(output).contains("Access is guarded, but " + PREFIX + missing + " has no value.",
				"Let " + PREFIX + missing + " name ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.security.user.password=x",
			"spring.security.oauth2.resourceserver.opaquetoken.introspection-uri=http://localhost:1" })
	void startFailsForWhatIsNotServed(String setting, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(setting));
		assertThat(output).contains("Access is guarded, but " + PREFIX + "issuer-uri has no value.");
	}

	@Test
	void startFailsForAKeyThatIsNone(CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.folder.resolve("key.pem"), "no key");
		assertThatException().isThrownBy(() -> start(ISSUER, AUDIENCE, PREFIX + "public-key-location=" + file.toUri()));
		assertThat(output).contains("There must be an RSA public key in PEM.");
	}

	@Test
	void startFailsForTwoSourcesOfKeys(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(ISSUER, AUDIENCE, PREFIX + "public-key-location=file:/nothing",
				PREFIX + "jwk-set-uri=http://localhost:1/keys"));
		assertThat(output).contains("mutually exclusive");
	}

	@Test
	void startFailsForTwoAlgorithmsOfOneKey(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(ISSUER, AUDIENCE, PREFIX + "public-key-location=file:/nothing",
				PREFIX + "jws-algorithms=RS256,PS256"));
		assertThat(output).contains("A single public key is for a single algorithm.");
	}

	@Test
	void startFailsForAnAlgorithmThatIsNone(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(ISSUER, AUDIENCE, PREFIX + "jws-algorithms=HS256"));
		assertThat(output).contains(PREFIX + "jws-algorithms", "HS256", "RS256");
	}

	@Test
	void emptySettingBesideOthersIsNone() {
		try (ConfigurableApplicationContext context = start(ISSUER, AUDIENCE, PREFIX + "public-key-location=",
				PREFIX + "jwk-set-uri=")) {
			assertThat(context.getBeanNamesForType(JwtDecoder.class)).isNotEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "'', '', issuer-uri", "https://issuer.example.org, '', audiences", "'', resync-items, issuer-uri" })
	void startFailsForWhatIsEmpty(String issuer, String audience, String missing, CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> start(PREFIX + "issuer-uri=" + issuer, PREFIX + "audiences=" + audience));
		assertThat(output).contains("Access is guarded, but " + PREFIX + missing + " has no value.");
	}

	@Test
	void issuerAndAudienceAreCheckedBesideAKeyOfOnesOwn() throws Exception {
		KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
		Path file = Files.writeString(this.folder.resolve("key.pem"),
				"-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
						+ "\n-----END PUBLIC KEY-----\n");
		try (ConfigurableApplicationContext context = start(ISSUER, AUDIENCE,
				PREFIX + "public-key-location=" + file.toUri())) {
			JwtDecoder decoder = context.getBean(JwtDecoder.class);
			assertThat(decoder.decode(token(pair, "https://issuer.example.org", "resync-items")).getSubject())
				.isEqualTo("somebody");
			assertThatExceptionOfType(BadJwtException.class)
				.isThrownBy(() -> decoder.decode(token(pair, "https://other.example.org", "resync-items")));
			assertThatExceptionOfType(BadJwtException.class)
				.isThrownBy(() -> decoder.decode(token(pair, "https://issuer.example.org", "other")));
		}
	}

	/** With the type that RFC 9068 defines for access tokens. */
	private static String token(KeyPair pair, String issuer, String audience) throws Exception {
		SignedJWT token = new SignedJWT(
				new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType("at+jwt")).build(),
				new JWTClaimsSet.Builder().issuer(issuer)
					.audience(audience)
					.subject("somebody")
					.expirationTime(Date.from(Instant.now().plusSeconds(60)))
					.build());
		token.sign(new RSASSASigner(pair.getPrivate()));
		return token.serialize();
	}

	private static ConfigurableApplicationContext start(String... properties) {
		SpringApplication application = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties)
			.build();
		return application.run();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(TokenConfiguration.class)
	@ImportAutoConfiguration(OAuth2ResourceServerAutoConfiguration.class)
	static class Application {

	}

}
