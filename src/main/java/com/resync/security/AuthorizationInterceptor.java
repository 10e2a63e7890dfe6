package com.resync.security;

import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import com.resync.cqrs.RequiresScope;
import com.resync.cqrs.Route;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Refuses a message if the caller is unknown or does not have the scope that the message
 * declares. A message that declares none is refused for everybody, so nobody can use a
 * new message by mistake.
 */
class AuthorizationInterceptor implements Interceptor {

	private static final Log logger = LogFactory.getLog(AuthorizationInterceptor.class);

	/** Spring Security names the authority of a scope so. */
	static final String PREFIX = "SCOPE_";

	@Override
	public Next around(Route route, Next next) {
		RequiresScope declared = AnnotatedElementUtils.findMergedAnnotation(route.messageType(), RequiresScope.class);
		if (declared == null) {
			logger.warn("%s is refused for everybody, as it declares no scope; annotate it with @RequiresScope"
				.formatted(route.messageType().getName()));
		}
		String scope = (declared != null) ? declared.value() : "";
		return (message) -> {
			requireScope(message, scope);
			return next.proceed(message);
		};
	}

	private static void requireScope(Message<?> message, String scope) {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		if (caller == null || !caller.isAuthenticated()) {
			throw new AuthenticationCredentialsNotFoundException(
					"A %s was dispatched by nobody".formatted(message.getClass().getSimpleName()));
		}
		String needed = PREFIX + scope;
		if (scope.isEmpty()
				|| caller.getAuthorities().stream().noneMatch((authority) -> needed.equals(authority.getAuthority()))) {
			throw new InsufficientScopeException(scope);
		}
	}

}
