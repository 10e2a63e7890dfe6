package com.resync.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ignores the flush of a JSON document, so that Tomcat sends a small one in one write and
 * with its {@code Content-Length}. Spring MVC flushes each {@code ResponseEntity}, and no
 * property changes that; its {@code ContentCachingResponseWrapper} would hold every body
 * in memory. Other types, and whatever is written asynchronously, may be streamed and are
 * flushed as usual.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class ContentLengthFilter extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(request, new UnflushedResponse(request, response));
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	private static final class UnflushedResponse extends HttpServletResponseWrapper {

		private final HttpServletRequest request;

		UnflushedResponse(HttpServletRequest request, HttpServletResponse response) {
			super(response);
			this.request = request;
		}

		@Override
		public void flushBuffer() throws IOException {
			String type = getContentType();
			boolean json = type != null && (type.equals(MediaType.APPLICATION_JSON_VALUE)
					|| type.equals(MediaType.APPLICATION_PROBLEM_JSON_VALUE));
			if (!json || this.request.isAsyncStarted()) {
				super.flushBuffer();
			}
		}

	}

}
