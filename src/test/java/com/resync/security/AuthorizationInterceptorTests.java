package com.resync.security;

import java.util.ArrayList;
import java.util.List;

import com.resync.cqrs.Command;
import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.HandlerTable;
import com.resync.cqrs.Query;
import com.resync.cqrs.RequiresScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Scopes are checked wherever a message is dispatched, and a message without one is
 * logged at the start.
 */
@ExtendWith(OutputCaptureExtension.class)
class AuthorizationInterceptorTests {

	private final AuthorizationInterceptor interceptor = new AuthorizationInterceptor();

	private final Dispatcher dispatcher = HandlerTable.builder()
		.command(Change.class, (change) -> "changed")
		.query(Ask.class, (ask) -> "answered")
		.command(Forgotten.class, (forgotten) -> "done")
		.command(Overlooked.class, (overlooked) -> "done")
		.interceptor("messageAuthorization", this.interceptor)
		.build();

	@AfterEach
	void nobodyStays() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void scopeOfTheMessageOrOfItsBaseTypeIsEnough() {
		be("SCOPE_things:read", "SCOPE_things:write");
		assertThat(this.dispatcher.dispatch(new Change())).isEqualTo("changed");
		assertThat(this.dispatcher.dispatch(new Ask())).isEqualTo("answered");
	}

	/** As in a scheduled task or a listener, in any thread. */
	@Test
	void serviceItselfDispatchesWithScopesOfItsOwn() {
		Authentication system = UsernamePasswordAuthenticationToken.authenticated("system", null,
				AuthorityUtils.createAuthorityList("SCOPE_things:write"));
		List<String> results = new ArrayList<>();
		Runnable task = new DelegatingSecurityContextRunnable(() -> results.add(this.dispatcher.dispatch(new Change())),
				new SecurityContextImpl(system));
		task.run();
		be("SCOPE_things:read");
		task.run();
		assertThat(results).containsExactly("changed", "changed");
		assertThatExceptionOfType(InsufficientScopeException.class)
			.isThrownBy(() -> this.dispatcher.dispatch(new Change()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "things:write", "SCOPE_things:writer", "SCOPE_things:writ", "SCOPE_things:read",
			"SCOPE_THINGS:WRITE", "ROLE__things:write", "SCOPE_" })
	void nothingElseIs(String authority) {
		be(authority);
		assertThatExceptionOfType(InsufficientScopeException.class)
			.isThrownBy(() -> this.dispatcher.dispatch(new Change()))
			.satisfies((ex) -> assertThat(ex.scope()).isEqualTo("things:write"));
	}

	@Test
	void nobodyMayDispatch() {
		assertThatExceptionOfType(AuthenticationCredentialsNotFoundException.class)
			.isThrownBy(() -> this.dispatcher.dispatch(new Change()));
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("x", "y"));
		assertThatExceptionOfType(AuthenticationCredentialsNotFoundException.class)
			.isThrownBy(() -> this.dispatcher.dispatch(new Change()));
	}

	@Test
	void messageThatDeclaresNothingIsClosedAndNamedAtTheStart(CapturedOutput output) {
		be("SCOPE_", "SCOPE_things:write");
		assertThatExceptionOfType(InsufficientScopeException.class)
			.isThrownBy(() -> this.dispatcher.dispatch(new Forgotten()))
			.satisfies((ex) -> assertThat(ex.scope()).isEmpty());
		assertThat(output).contains(Forgotten.class.getName() + " is refused for everybody")
			.contains(Overlooked.class.getName() + " is refused for everybody");
	}

	private static void be(String... authorities) {
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("x", "y", authorities));
	}

	@RequiresScope("things:write")
	record Change() implements Command<String> {
	}

	@RequiresScope("things:read")
	interface Reading {

	}

	record Ask() implements Query<String>, Reading {
	}

	record Forgotten() implements Command<String> {
	}

	record Overlooked() implements Command<String> {
	}

}
