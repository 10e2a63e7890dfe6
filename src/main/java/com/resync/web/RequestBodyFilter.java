package com.resync.web;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.AsyncContext;
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
 * waiting.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestBodyFilter extends OncePerRequestFilter {

	private static final Duration FAREWELL = Duration.ofSeconds(2);

	private final HttpProperties properties;

	private final ProblemWriter problems;

	RequestBodyFilter(HttpProperties properties, ProblemWriter problems) {
		this.properties = properties;
		this.problems = problems;
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
		AsyncContext context = request.startAsync(read, response);
		context.setTimeout(timeout(read).toMillis());
		new BodyListener(context, read, response, this.problems).start();
	}

	/** Whoever says that too much will come need not be waited for to the end. */
	private Duration timeout(RequestWithBody read) {
		return (read.isTooLarge() && this.properties.bodyTimeout().compareTo(FAREWELL) > 0) ? FAREWELL
				: this.properties.bodyTimeout();
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
