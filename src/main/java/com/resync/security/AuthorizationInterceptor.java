package com.resync.security;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import com.resync.cqrs.RequiresScope;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Passes on a message only if whoever dispatches it has been granted the scope that the
 * message declares, wherever it comes from. A message that declares none is closed to
 * everybody, so that a new one is until somebody opens it.
 */
class AuthorizationInterceptor implements Interceptor {

	private static final Log logger = LogFactory.getLog(AuthorizationInterceptor.class);

	/** As Spring Security names the scopes of a token among its authorities. */
	static final String PREFIX = "SCOPE_";

	private final ClassValue<String> scopes = new ClassValue<>() {

		@Override
		protected String computeValue(Class<?> messageType) {
			RequiresScope declared = AnnotatedElementUtils.findMergedAnnotation(messageType, RequiresScope.class);
			return (declared != null) ? declared.value() : "";
		}

	};

	private final Set<String> undeclared = new ConcurrentSkipListSet<>();

	@Override
	public boolean appliesTo(Class<? extends Message<?>> messageType) {
		if (this.scopes.get(messageType).isEmpty()) {
			this.undeclared.add(messageType.getName());
		}
		return true;
	}

	@EventListener(ApplicationReadyEvent.class)
	void warnOfUndeclaredScopes() {
		if (!this.undeclared.isEmpty()) {
			logger.warn("Closed to everybody, as they declare no scope: %s; annotate each with @RequiresScope"
				.formatted(String.join(", ", this.undeclared)));
		}
	}

	/**
	 * Passes on a message that its caller may dispatch.
	 * @throws AuthenticationCredentialsNotFoundException if nobody is known to dispatch
	 * it
	 * @throws InsufficientScopeException if its scope has not been granted
	 */
	@Override
	public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		if (caller == null || !caller.isAuthenticated()) {
			throw new AuthenticationCredentialsNotFoundException(
					"A %s was dispatched by nobody".formatted(message.getClass().getSimpleName()));
		}
		String scope = this.scopes.get(message.getClass());
		if (scope.isEmpty() || !isGranted(caller, scope)) {
			throw new InsufficientScopeException(scope);
		}
		return next.proceed(message);
	}

	private static boolean isGranted(Authentication caller, String scope) {
		String needed = PREFIX + scope;
		for (GrantedAuthority authority : caller.getAuthorities()) {
			if (needed.equals(authority.getAuthority())) {
				return true;
			}
		}
		return false;
	}

}
