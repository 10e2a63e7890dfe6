package com.resync.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends the body of an answer as a whole and with its length: in one write together with
 * its headers and, where it is too large for that, without a thread that waits for a slow
 * reader. So nothing here can be streamed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class ResponseBodyFilter extends OncePerRequestFilter {

	/** In bytes: what the network takes at once of any client that reads its answers. */
	private static final int SMALL = 16 * 1024;

	private final ProblemWriter problems;

	private final HeapShare heap;

	ResponseBodyFilter(HttpProperties properties, ProblemWriter problems) {
		this.problems = problems;
		this.heap = new HeapShare(properties.maxHeldBytes());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ResponseWithBody whole = new ResponseWithBody(response);
		chain.doFilter(request, whole);
		if (request.isAsyncStarted() || response.isCommitted() || whole.isEmpty()) {
			return;
		}
		byte[] body = whole.body();
		if (body.length <= SMALL) {
			response.setContentLength(body.length);
			response.getOutputStream().write(body);
		}
		else if (this.heap.take(body.length)) {
			response.setContentLength(body.length);
			new BodyWriter(request.startAsync(request, response), body, this.heap).start();
		}
		else {
			response.setHeader(HttpHeaders.LINK, null);
			this.problems.writeOverloaded(response, request.getRequestURI());
		}
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

}
