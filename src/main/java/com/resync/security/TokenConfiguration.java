package com.resync.security;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import com.resync.MisconfiguredException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.util.StringUtils;

/**
 * Decides which tokens are valid: those signed with a key of the issuer, with its name,
 * for this service, with a subject and not expired. Spring Boot's own decoder does not
 * check the issuer if only keys are configured, accepts tokens that never expire, and
 * fetches the keys again for each token that names an unknown one.
 */
class TokenConfiguration {

	private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

	@Bean
	JwtDecoder jwtDecoder(OAuth2ResourceServerProperties properties, Environment environment) throws IOException {
		OAuth2ResourceServerProperties.Jwt settings = properties.getJwt();
		String issuer = required("issuer-uri", settings.getIssuerUri(), "the issuer, which tokens have in 'iss'");
		required("audiences", String.join("", settings.getAudiences()),
				"this service, by one of the names that tokens for it have in 'aud'");
		Set<SignatureAlgorithm> algorithms = Binder.get(environment)
			.bind(PREFIX + "jws-algorithms", Bindable.setOf(SignatureAlgorithm.class))
			.orElse(Set.of(SignatureAlgorithm.RS256));
		NimbusJwtDecoder decoder = decoder(issuer, algorithms, settings);
		decoder.setJwtValidator(validator(issuer, settings.getAudiences()));
		return decoder;
	}

	private static String required(String name, @Nullable String value, String meaning) {
		if (!StringUtils.hasText(value)) {
			throw new MisconfiguredException("Access is guarded, but " + PREFIX + name + " has no value.",
					"Let %s name %s; or leave all of spring.security unset, for a service that is open to all."
						.formatted(PREFIX + name, meaning));
		}
		return value;
	}

	private static NimbusJwtDecoder decoder(String issuer, Set<SignatureAlgorithm> algorithms,
			OAuth2ResourceServerProperties.Jwt settings) throws IOException {
		Resource key = settings.getPublicKeyLocation();
		String keys = settings.getJwkSetUri();
		if (key == null) {
			return NimbusJwtDecoder
				.withJwkSource(IssuerKeys.of(issuer, StringUtils.hasText(keys) ? URI.create(keys).toURL() : null))
				.jwsAlgorithms((used) -> used.addAll(algorithms))
				.build();
		}
		MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleMatchingValuesIn((values) -> {
			values.put(PREFIX + "public-key-location", key);
			values.put(PREFIX + "jwk-set-uri", keys);
		}, (value) -> value != null && StringUtils.hasText(value.toString()));
		if (algorithms.size() != 1) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + "jws-algorithms", algorithms,
					"A single public key is for a single algorithm.");
		}
		return NimbusJwtDecoder.withPublicKey(publicKey(key)).signatureAlgorithm(algorithms.iterator().next()).build();
	}

	private static RSAPublicKey publicKey(Resource location) throws IOException {
		try (InputStream pem = location.getInputStream()) {
			return RsaKeyConverters.x509().convert(pem);
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + "public-key-location", location,
					"There must be an RSA public key in PEM.");
		}
	}

	private static OAuth2TokenValidator<Jwt> validator(String issuer, List<String> audiences) {
		JwtTimestampValidator time = new JwtTimestampValidator();
		time.setAllowEmptyExpiryClaim(false);
		JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
		type.setAllowEmpty(true);
		return JwtValidators
			.createDefaultWithValidators(List.<OAuth2TokenValidator<Jwt>>of(type, time, new JwtIssuerValidator(issuer),
					new JwtClaimValidator<Object>(JwtClaimNames.AUD,
							(found) -> found instanceof List<?> names && !Collections.disjoint(names, audiences)),
					new JwtClaimValidator<Object>(JwtClaimNames.SUB,
							(found) -> found instanceof String subject && StringUtils.hasText(subject))));
	}

}
