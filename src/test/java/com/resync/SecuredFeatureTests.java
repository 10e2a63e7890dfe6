package com.resync;

import java.net.http.HttpResponse;
import java.security.Principal;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The parts of Spring Security that a second feature may use.
 */
class SecuredFeatureTests extends HttpTests implements WithIssuer {

	private @Nullable String token = ISSUER.token("somebody", "notes:read");

	@Override
	@Nullable String token() {
		return this.token;
	}

	@Test
	void callerIsAParameterOfControllers() throws Exception {
		assertThat(get("/caller").body()).isEqualTo("somebody somebody somebody somebody");
	}

	@Test
	void methodSecurityRefusesWithProblems() throws Exception {
		assertThat(get("/readers").body()).isEqualTo("readers");
		assertProblem(get("/writers"), 403, "about:blank", "/writers");
		this.token = null;
		HttpResponse<String> refused = get("/readers");
		assertProblem(refused, 401, "urn:resync:problem:unauthenticated", "/readers");
		assertThat(header(refused, "WWW-Authenticate")).isEqualTo("Bearer");
	}

	@TestConfiguration(proxyBeanMethods = false)
	@EnableMethodSecurity
	@Import(CallerController.class)
	static class Secured {

	}

	@RestController
	static class CallerController {

		@GetMapping("/caller")
		String caller(Principal principal, Authentication authentication, JwtAuthenticationToken token,
				HttpServletRequest request) {
			return String.join(" ", principal.getName(), authentication.getName(), token.getName(),
					request.getRemoteUser());
		}

		@PreAuthorize("hasAuthority('SCOPE_notes:read')")
		@GetMapping("/readers")
		String readers() {
			return "readers";
		}

		@PreAuthorize("hasAuthority('SCOPE_notes:write')")
		@GetMapping("/writers")
		String writers() {
			return "writers";
		}

	}

}
