package com.resync.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the body of a request before anything else happens for it: up to a limit, and
 * without a thread that waits for it, so that clients who are slow do not keep others
 * waiting. Stands just inside the observation of requests, which so sees those that are
 * refused here.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class RequestBodyFilter extends OncePerRequestFilter {

	private final HttpProperties properties;

	private final ProblemWriter problems;

	private final HeapShare heap;

	RequestBodyFilter(HttpProperties properties, ProblemWriter problems) {
		this.properties = properties;
		this.problems = problems;
		this.heap = new HeapShare(properties.maxHeldBytes());
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return request.getContentLengthLong() <= 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		RequestWithBody read = new RequestWithBody(request, this.properties.maxBodySize().toBytes());
		if (readWhatHasCome(request, read)) {
			chain.doFilter(read, response);
			return;
		}
		new BodyListener(request.startAsync(read, response), read, response, this.problems, this.heap)
			.start(this.properties.bodyTimeout());
	}

	/** Most bodies have come as a whole together with their headers. */
	private static boolean readWhatHasCome(HttpServletRequest request, RequestWithBody read) throws IOException {
		if (request.getContentLengthLong() < 0 || request.getContentLengthLong() > read.limit()) {
			return false;
		}
		ServletInputStream body = request.getInputStream();
		while (!body.isFinished() && body.available() > 0) {
			read.readFrom(body);
		}
		return body.isFinished();
	}

}
