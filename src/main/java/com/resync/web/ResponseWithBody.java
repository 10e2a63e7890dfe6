package com.resync.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FastByteArrayOutputStream;

/**
 * A response whose body is kept in memory until all of it is there.
 */
class ResponseWithBody extends HttpServletResponseWrapper {

	private final FastByteArrayOutputStream body = new FastByteArrayOutputStream(1024);

	private final ServletOutputStream stream = new BodyStream(this.body);

	private @Nullable PrintWriter writer;

	ResponseWithBody(HttpServletResponse response) {
		super(response);
	}

	boolean isEmpty() {
		if (this.writer != null) {
			this.writer.flush();
		}
		return this.body.size() == 0;
	}

	byte[] body() {
		return this.body.toByteArrayUnsafe();
	}

	@Override
	public ServletOutputStream getOutputStream() {
		return this.stream;
	}

	@Override
	public PrintWriter getWriter() {
		if (this.writer == null) {
			this.writer = new PrintWriter(new OutputStreamWriter(this.body, Charset.forName(getCharacterEncoding())));
		}
		return this.writer;
	}

	@Override
	public void flushBuffer() {
		// There is nothing to send before the end.
	}

	@Override
	public void resetBuffer() {
		this.body.reset();
		this.writer = null;
	}

	@Override
	public void reset() {
		super.reset();
		resetBuffer();
	}

	private static final class BodyStream extends ServletOutputStream {

		private final OutputStream body;

		BodyStream(OutputStream body) {
			this.body = body;
		}

		@Override
		public void write(int b) throws IOException {
			this.body.write(b);
		}

		@Override
		public void write(byte[] source, int offset, int length) throws IOException {
			this.body.write(source, offset, length);
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			throw new IllegalStateException("An answer is sent as a whole");
		}

	}

}
