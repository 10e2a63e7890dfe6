package com.resync.security;

import com.resync.condition.MisconfiguredException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * An application whose beans Spring AOT chose for open access.
 */
class AccessInfoTests {

	private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

	@ParameterizedTest
	@ValueSource(strings = { "https://issuer.example.org", "" })
	void doesNotStartWhereAccessIsToBeGuarded(String issuer) {
		assertThatExceptionOfType(MisconfiguredException.class)
			.isThrownBy(() -> new AccessInfo().openAccess(new MockEnvironment().withProperty(ISSUER, issuer)));
	}

	@Test
	void startsWhereNothingIsSet() {
		assertThatNoException().isThrownBy(() -> new AccessInfo().openAccess(new MockEnvironment()));
	}

}
