package com.resync.security;

import java.util.stream.Collectors;

import com.resync.web.problem.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.HeadersBuilder;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Maps missing or invalid tokens and missing scopes to problems. {@code WWW-Authenticate}
 * says what is needed (RFC 6750, section 3).
 */
@RestControllerAdvice
@Order(0)
class RefusalAdvice {

	@ExceptionHandler
	ResponseEntity<ProblemDetail> unauthenticated(AuthenticationException ex) {
		return Problems
			.response(HttpStatus.UNAUTHORIZED, "unauthenticated",
					"This needs an access token: Authorization: Bearer and the token.")
			.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
			.build();
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> badToken(OAuth2AuthenticationException ex) {
		String error = ex.getError().getErrorCode();
		HeadersBuilder<?> response = BearerTokenErrorCodes.INVALID_REQUEST.equals(error)
				? Problems.response(HttpStatus.BAD_REQUEST, "There is more than one Authorization header.")
				: Problems.response(HttpStatus.UNAUTHORIZED, "unauthenticated", reason(ex.getCause()));
		return response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"" + error + "\"").build();
	}

	/** The issuer signed the token, so its holder may know what is wrong with it. */
	private static String reason(@Nullable Throwable cause) {
		return (cause instanceof JwtValidationException invalid) ? "The access token is not valid: "
				+ invalid.getErrors().stream().map(OAuth2Error::getDescription).collect(Collectors.joining(", ")) + "."
				: "The access token is malformed, or not signed by the issuer.";
	}

	/** Without keys a token cannot be checked. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> unavailable(AuthenticationServiceException ex) {
		return Problems
			.response(HttpStatus.SERVICE_UNAVAILABLE, "issuer-unavailable",
					"The keys of the issuer of tokens are not available. Try again.")
			.header(HttpHeaders.RETRY_AFTER, String.valueOf(IssuerKeys.INTERVAL.toSeconds()))
			.build();
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> forbidden(InsufficientScopeException ex) {
		String scope = ex.scope().isEmpty() ? "" : ", scope=\"" + ex.scope() + "\"";
		return Problems.response(HttpStatus.FORBIDDEN, "insufficient-scope", ex.getMessage() + ".")
			.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"" + scope)
			.build();
	}

	/** For example by {@code @PreAuthorize} of a feature. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> denied(AccessDeniedException ex) {
		return Problems.response(ProblemDetail.forStatus(HttpStatus.FORBIDDEN)).build();
	}

}
