package com.resync.security;

import java.util.List;

import com.resync.Configured;
import com.resync.cqrs.idempotency.CurrentSubject;
import com.resync.cqrs.interceptor.InterceptorOrder;
import com.resync.web.openapi.OpenApiConfiguration;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Requires a token for every request except health, if {@code spring.security} is set.
 * The messages that a request dispatches decide which scope it needs. The actuator and
 * the API documentation dispatch none, and need the scope {@value #SERVICE_SCOPE}.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(SecurityConfiguration.IfConfigured.class)
@Import(TokenConfiguration.class)
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
			ObjectProvider<JwtAuthenticationConverter> converter, SecurityProperties properties) {
		JwtAuthenticationProvider tokens = new JwtAuthenticationProvider(decoder);
		converter.ifAvailable(tokens::setJwtAuthenticationConverter);
		String service = AuthorizationInterceptor.PREFIX + SERVICE_SCOPE;
		return http.csrf(AbstractHttpConfigurer::disable)
			.headers(AbstractHttpConfigurer::disable)
			.anonymous(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.addFilterBefore(BearerTokens.filter(tokens), AuthorizationFilter.class)
			.exceptionHandling((refused) -> refused.authenticationEntryPoint((request, response, ex) -> {
				throw ex;
			}).accessDeniedHandler((request, response, ex) -> {
				throw new InsufficientScopeException(SERVICE_SCOPE);
			}))
			.authorizeHttpRequests((calls) -> {
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

	/** Each call needs a token, and may be refused without one. */
	@Bean
	GlobalOpenApiCustomizer bearerOpenApi() {
		return (api) -> {
			OpenApiConfiguration.addComponents(api, "bearer.yaml");
			api.security(List.of(new SecurityRequirement().addList("bearer")));
			api.getPaths()
				.values()
				.stream()
				.flatMap((path) -> path.readOperations().stream())
				.forEach((operation) -> OpenApiConfiguration.refer(operation, HttpStatus.UNAUTHORIZED,
						HttpStatus.FORBIDDEN));
		};
	}

	static class IfConfigured implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return Configured.security(context.getEnvironment());
		}

	}

}
