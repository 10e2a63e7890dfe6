package com.resync.web;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses at once what has waited too long for a thread: then there is more to do than
 * can be done, and to serve it all would make everybody wait ever longer. Who asks the
 * actuator how the service is, is told all the same.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
class AdmissionFilter extends OncePerRequestFilter {

	private final Duration maxQueueTime;

	private final ProblemWriter problems;

	private final String actuator;

	AdmissionFilter(HttpProperties properties, ProblemWriter problems,
			@Value("${server.servlet.context-path:}${management.endpoints.web.base-path:/actuator}/") String actuator) {
		this.maxQueueTime = properties.maxQueueTime();
		this.problems = problems;
		this.actuator = actuator;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (RequestExecutor.waited() > this.maxQueueTime.toNanos()
				&& !request.getRequestURI().startsWith(this.actuator)) {
			this.problems.writeOverloaded(response, request.getRequestURI());
			return;
		}
		chain.doFilter(request, response);
	}

}
