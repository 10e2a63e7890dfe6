package com.resync.security;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import com.resync.cqrs.HandlerBinding;
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
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Lets a message pass only if the caller has the scope that the message declares. A
 * message that declares none is refused for everybody, so a new one is closed until a
 * scope is declared.
 */
class AuthorizationInterceptor implements Interceptor {

	private static final Log logger = LogFactory.getLog(AuthorizationInterceptor.class);

	/** Spring Security names the authority of a scope so. */
	static final String PREFIX = "SCOPE_";

	private final String scope;

	private final Set<String> undeclared;

	AuthorizationInterceptor() {
		this("", new ConcurrentSkipListSet<>());
	}

	private AuthorizationInterceptor(String scope, Set<String> undeclared) {
		this.scope = scope;
		this.undeclared = undeclared;
	}

	@Override
	public Interceptor forRoute(Class<? extends Message<?>> messageType, HandlerBinding handler) {
		RequiresScope declared = AnnotatedElementUtils.findMergedAnnotation(messageType, RequiresScope.class);
		if (declared == null) {
			this.undeclared.add(messageType.getName());
		}
		return new AuthorizationInterceptor((declared != null) ? declared.value() : "", this.undeclared);
	}

	@EventListener(ApplicationReadyEvent.class)
	void warnOfUndeclaredScopes() {
		if (!this.undeclared.isEmpty()) {
			logger.warn("Closed to everybody, as they declare no scope: %s; annotate each with @RequiresScope"
				.formatted(String.join(", ", this.undeclared)));
		}
	}

	/**
	 * Lets the message pass if its caller has the scope.
	 * @throws AuthenticationCredentialsNotFoundException if the caller is unknown
	 * @throws InsufficientScopeException if the caller does not have the scope
	 */
	@Override
	public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		if (caller == null || !caller.isAuthenticated()) {
			throw new AuthenticationCredentialsNotFoundException(
					"A %s was dispatched by nobody".formatted(message.getClass().getSimpleName()));
		}
		if (this.scope.isEmpty() || !isGranted(caller)) {
			throw new InsufficientScopeException(this.scope);
		}
		return next.proceed(message);
	}

	private boolean isGranted(Authentication caller) {
		String needed = PREFIX + this.scope;
		return caller.getAuthorities().stream().anyMatch((authority) -> needed.equals(authority.getAuthority()));
	}

}
