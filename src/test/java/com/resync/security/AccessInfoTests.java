package com.resync.security;

import com.resync.MisconfiguredException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that Spring AOT has processed for open access.
 */
class AccessInfoTests {

	private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

	private final ApplicationContextRunner application = new ApplicationContextRunner().withBean(AccessInfo.class);

	@ParameterizedTest
	@ValueSource(strings = { "https://issuer.example.org", "" })
	void doesNotStartWhereAccessIsToBeGuarded(String issuer) {
		this.application.withPropertyValues(ISSUER + "=" + issuer)
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(MisconfiguredException.class));
	}

	@Test
	void startsWhereNothingIsSet() {
		this.application.run((context) -> assertThat(context).hasNotFailed());
	}

}
