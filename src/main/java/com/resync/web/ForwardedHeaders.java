package com.resync.web;

import java.io.IOException;
import java.net.URI;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Applies forwarded headers if the strategy is {@code framework}, as Spring Boot's own
 * filter does. Responds with 400 to those that Spring cannot parse or that form no URL,
 * whatever the strategy: springdoc always applies them, and would respond with 500.
 */
@Component
@FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE)
class ForwardedHeaders extends ForwardedHeaderFilter {

	private final boolean applied;

	ForwardedHeaders(Environment environment) {
		this.applied = "framework".equalsIgnoreCase(environment.getProperty("server.forward-headers-strategy"));
		setRelativeRedirects(environment.getProperty("server.tomcat.use-relative-redirects", boolean.class, false));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		super.doFilterInternal(request, response, (forwarded, wrapped) -> {
			if (!hasUrl((HttpServletRequest) forwarded)) {
				response.sendError(HttpServletResponse.SC_BAD_REQUEST);
			}
			else if (this.applied) {
				chain.doFilter(forwarded, wrapped);
			}
			else {
				chain.doFilter(request, response);
			}
		});
	}

	/** Their prefix becomes the context path. */
	private static boolean hasUrl(HttpServletRequest request) {
		String host = request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort();
		try {
			return URI.create(host + request.getContextPath()).getRawPath().equals(request.getContextPath());
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
