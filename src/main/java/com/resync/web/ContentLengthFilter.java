package com.resync.web;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Ignores the flush of a JSON document, so that Tomcat sends a small one in one write and
 * with its {@code Content-Length}. Spring MVC flushes each {@code ResponseEntity}, and no
 * property changes that; its {@code ContentCachingResponseWrapper} would hold every body
 * in memory. Other types, and whatever is written asynchronously, may be streamed and are
 * flushed as usual.
 */
@Component
class ContentLengthFilter implements Filter {

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(request, new HttpServletResponseWrapper((HttpServletResponse) response) {

			@Override
			public void flushBuffer() throws IOException {
				String type = getContentType();
				boolean json = MediaType.APPLICATION_JSON_VALUE.equals(type)
						|| MediaType.APPLICATION_PROBLEM_JSON_VALUE.equals(type);
				if (!json || request.isAsyncStarted()) {
					super.flushBuffer();
				}
			}

		});
	}

}
