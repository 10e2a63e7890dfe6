package com.resync.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ignores the flushes of a JSON document, so that Tomcat sends a small one in one write
 * and with its {@code Content-Length}. Spring's message converters flush each body, and
 * no property changes that; its {@code ContentCachingResponseWrapper} would hold every
 * body in memory. Other types, and whatever is written asynchronously, may be streamed
 * and are flushed as usual.
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
		public ServletOutputStream getOutputStream() throws IOException {
			return new UnflushedStream(this, super.getOutputStream());
		}

		@Override
		public void flushBuffer() throws IOException {
			if (isFlushed()) {
				super.flushBuffer();
			}
		}

		private boolean isFlushed() {
			String type = getContentType();
			return this.request.isAsyncStarted() || type == null
					|| !(type.startsWith("application/json") || type.startsWith("application/problem+json"));
		}

	}

	private static final class UnflushedStream extends ServletOutputStream {

		private final UnflushedResponse response;

		private final ServletOutputStream target;

		UnflushedStream(UnflushedResponse response, ServletOutputStream target) {
			this.response = response;
			this.target = target;
		}

		@Override
		public void write(int b) throws IOException {
			this.target.write(b);
		}

		@Override
		public void write(byte[] source, int offset, int length) throws IOException {
			this.target.write(source, offset, length);
		}

		@Override
		public void flush() throws IOException {
			if (this.response.isFlushed()) {
				this.target.flush();
			}
		}

		@Override
		public void close() throws IOException {
			this.target.close();
		}

		@Override
		public boolean isReady() {
			return this.target.isReady();
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.target.setWriteListener(listener);
		}

	}

}
