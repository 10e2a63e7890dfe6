package com.resync.web;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which origins are valid.
 */
class CorsPropertiesTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withUserConfiguration(CrossOriginConfiguration.class);

	@ParameterizedTest
	@ValueSource(strings = { "https://app.example.org", "http://localhost:3000", "https://[::1]:8443",
			"https://app.example.org/", "HTTPS://app.example.org", "capacitor://localhost", "*" })
	void originIsTaken(String origin) {
		this.application.withPropertyValues("resync.cors.allowed-origins=" + origin)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "app.example.org", "https://app.example.org/path", "https://*.example.org",
			"https://somebody@app.example.org", "null" })
	void startFailsForWhatIsNoOrigin(String origin) {
		this.application.withPropertyValues("resync.cors.allowed-origins=https://other.example.org," + origin)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("must be an origin, such as https://app.example.org, or *"));
	}

}
