package com.resync.web;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request with its body in memory. Once it is there it can be read without waiting.
 */
class RequestWithBody extends HttpServletRequestWrapper {

	private static final int BUFFER_SIZE = 8192;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	private final byte[] buffer;

	private final long limit;

	private @Nullable ServletInputStream stream;

	RequestWithBody(HttpServletRequest request, long limit) {
		super(request);
		this.limit = limit;
		long length = request.getContentLengthLong();
		this.buffer = new byte[(length > 0 && length < BUFFER_SIZE) ? (int) length : BUFFER_SIZE];
	}

	/** In bytes. */
	long limit() {
		return this.limit;
	}

	/** How much of the body is kept, in bytes. */
	int size() {
		return this.body.size();
	}

	boolean isTooLarge() {
		return this.body.size() > this.limit || getContentLengthLong() > this.limit;
	}

	/** Reads once, and keeps no more than shows that the body is too large. */
	void readFrom(ServletInputStream source) throws IOException {
		int length = source.read(this.buffer);
		if (length > 0 && !isTooLarge()) {
			this.body.write(this.buffer, 0, length);
		}
	}

	@Override
	public ServletInputStream getInputStream() {
		if (this.stream == null) {
			this.stream = new BodyStream(new ByteArrayInputStream(this.body.toByteArray()));
		}
		return this.stream;
	}

	@Override
	public BufferedReader getReader() {
		return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
	}

	private static final class BodyStream extends ServletInputStream {

		private final ByteArrayInputStream bytes;

		BodyStream(ByteArrayInputStream bytes) {
			this.bytes = bytes;
		}

		@Override
		public int read() {
			return this.bytes.read();
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			return this.bytes.read(target, offset, length);
		}

		@Override
		public byte[] readAllBytes() {
			return this.bytes.readAllBytes();
		}

		@Override
		public int available() {
			return this.bytes.available();
		}

		@Override
		public boolean markSupported() {
			return this.bytes.markSupported();
		}

		@Override
		public void mark(int limit) {
			this.bytes.mark(limit);
		}

		@Override
		public void reset() {
			this.bytes.reset();
		}

		@Override
		public boolean isFinished() {
			return this.bytes.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new IllegalStateException("The body has been read");
		}

	}

}
