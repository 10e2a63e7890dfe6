package com.resync.security;

import com.resync.cqrs.idempotency.CurrentSubject;
import com.resync.cqrs.interceptor.InterceptorOrder;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Requires a token for every request except health. The messages that a request
 * dispatches decide which scope it needs. The actuator and the API documentation dispatch
 * none, and need the scope {@value #SERVICE_SCOPE}.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(SecurityConfigured.class)
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration {

	static final String SERVICE_SCOPE = "service:read";

	private static final String[] API_DOCS = { "/", "/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs",
			"/v3/api-docs.yaml", "/v3/api-docs/**" };

	@Bean
	@Order(InterceptorOrder.AUTHORIZATION)
	AuthorizationInterceptor messageAuthorization() {
		return new AuthorizationInterceptor();
	}

	@Bean
	CurrentSubject currentSubject() {
		return () -> {
			Authentication caller = SecurityContextHolder.getContext().getAuthentication();
			return (caller != null) ? caller.getName() : "";
		};
	}

	@Bean
	SecurityFilterChain securityFilterChain(HttpSecurity http, JwtDecoder decoder,
			ObjectProvider<JwtAuthenticationConverter> converter, SecurityProperties properties,
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver refusals) {
		JwtAuthenticationProvider tokens = new JwtAuthenticationProvider(decoder);
		converter.ifAvailable(tokens::setJwtAuthenticationConverter);
		String service = AuthorizationInterceptor.PREFIX + SERVICE_SCOPE;
		return http.csrf(AbstractHttpConfigurer::disable)
			.headers(AbstractHttpConfigurer::disable)
			.anonymous(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.servletApi(AbstractHttpConfigurer::disable)
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.addFilterBefore(bearerFilter(tokens, refusals), AuthorizationFilter.class)
			.exceptionHandling((refused) -> refused
				.authenticationEntryPoint((request, response, ex) -> refuse(refusals, request, response, ex))
				.accessDeniedHandler((request, response, ex) -> refuse(refusals, request, response,
						new InsufficientScopeException(SERVICE_SCOPE))))
			.authorizeHttpRequests((calls) -> {
				calls.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
				calls.requestMatchers(EndpointRequest.to("health")).permitAll();
				calls.requestMatchers(EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, "health"))
					.permitAll();
				calls.requestMatchers(EndpointRequest.toAnyEndpoint()).hasAuthority(service);
				if (properties.publicApiDocs()) {
					calls.requestMatchers(API_DOCS).permitAll();
				}
				calls.requestMatchers(API_DOCS).hasAuthority(service);
				calls.anyRequest().authenticated();
			})
			.build();
	}

	/**
	 * Not a bean, since Spring Boot would also register it with the servlet container.
	 * Not made by {@code oauth2ResourceServer}, which responds with 500 while the issuer
	 * is unreachable.
	 */
	private static BearerTokenAuthenticationFilter bearerFilter(JwtAuthenticationProvider tokens,
			HandlerExceptionResolver refusals) {
		BearerTokenAuthenticationConverter converter = new BearerTokenAuthenticationConverter();
		converter.setBearerTokenResolver(new BearerTokens());
		BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(
				(AuthenticationManager) (token) -> authenticate(tokens, token), converter);
		filter.setAuthenticationEntryPoint((request, response, ex) -> refuse(refusals, request, response, ex));
		filter.setAuthenticationFailureHandler((request, response, ex) -> refuse(refusals, request, response, ex));
		return filter;
	}

	/** Spring Security takes the claims of a signed token to be of their usual types. */
	private static Authentication authenticate(JwtAuthenticationProvider tokens, Authentication token) {
		try {
			return tokens.authenticate(token);
		}
		catch (ClassCastException | IllegalArgumentException ex) {
			throw new InvalidBearerTokenException("The token has a claim of an unexpected type", ex);
		}
	}

	private static void refuse(HandlerExceptionResolver refusals, HttpServletRequest request,
			HttpServletResponse response, Exception cause) {
		refusals.resolveException(request, response, null, cause);
	}

	/** Headers, parameters and methods are checked later, by Spring MVC. */
	@Bean
	HttpFirewall httpFirewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setUnsafeAllowAnyHttpMethod(true);
		firewall.setAllowedHeaderNames((name) -> true);
		firewall.setAllowedHeaderValues((value) -> true);
		firewall.setAllowedParameterNames((name) -> true);
		return firewall;
	}

	/** Requests and dispatches are observed already. */
	@Bean
	SecurityObservationSettings securityObservationSettings() {
		return SecurityObservationSettings.noObservations();
	}

}
