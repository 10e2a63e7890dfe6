package com.resync.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Takes bodies in plain UTF-8 only (RFC 8259, section 8.1), to the byte: Jackson reads
 * overlong forms and surrogates as if they were UTF-8.
 */
@ControllerAdvice
class StrictBodyAdvice extends RequestBodyAdviceAdapter {

	@Override
	public boolean supports(MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converterType) {
		return true;
	}

	@Override
	public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converterType) throws IOException {
		HttpHeaders headers = message.getHeaders();
		requireUtf8(headers.getContentType());
		headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING).forEach(StrictBodyAdvice::requireNoCoding);
		byte[] body = message.getBody().readAllBytes();
		CharBuffer text = CharBuffer.allocate(body.length);
		CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body), text, true);
		if (result.isError()) {
			throw new HttpMessageNotReadableException("not UTF-8", new NotUtf8Exception(text.flip()), message);
		}
		return new Utf8Message(headers, body);
	}

	private static void requireUtf8(@Nullable MediaType type) {
		Charset charset = (type != null) ? type.getCharset() : null;
		if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
			throw unsupported("The body must be in UTF-8.", HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
		}
	}

	private static void requireNoCoding(String coding) {
		if (!coding.equalsIgnoreCase("identity")) {
			throw unsupported("The body must not be encoded.", HttpHeaders.ACCEPT_ENCODING, "identity");
		}
	}

	private static ErrorResponseException unsupported(String detail, String header, String value) {
		ErrorResponseException ex = new ErrorResponseException(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
		ex.setDetail(detail);
		ex.getHeaders().set(header, value);
		return ex;
	}

	private record Utf8Message(HttpHeaders headers, byte[] body) implements HttpInputMessage {

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream(this.body);
		}

	}

}
