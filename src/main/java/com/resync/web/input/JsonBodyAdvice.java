package com.resync.web.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Reads a JSON body up to {@code resync.http.max-body-size}, in plain UTF-8 only (RFC
 * 8259, section 8.1). Jackson does neither: it reads overlong forms and surrogates as if
 * they were UTF-8, and its {@code max-document-length} counts only what it has parsed.
 */
@ControllerAdvice
class JsonBodyAdvice extends RequestBodyAdviceAdapter {

	/** In bytes: what is read and discarded of a body that is too large, on HTTP/2. */
	private static final long DISCARDED = 32 * 1024 * 1024;

	/** What fits into an array, and into a text of as many characters. */
	private static final int LARGEST = 1024 * 1024 * 1024;

	private final int limit;

	JsonBodyAdvice(BodyProperties properties) {
		this.limit = (int) Math.min(properties.maxBodySize().toBytes(), LARGEST);
	}

	@Override
	public boolean supports(MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converterType) {
		return JacksonJsonHttpMessageConverter.class.isAssignableFrom(converterType);
	}

	@Override
	public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converterType) throws IOException {
		HttpHeaders headers = message.getHeaders();
		requireUnencoded(headers);
		byte[] body = read(message.getBody(), headers.getContentLength());
		// A replacement character may also be the client's own.
		if (new String(body, StandardCharsets.UTF_8).indexOf('\uFFFD') >= 0) {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
		}
		return new JsonMessage(headers, body);
	}

	/**
	 * Reads a body.
	 * @param length as its header says, in bytes, or -1
	 */
	private byte[] read(InputStream stream, long length) throws IOException {
		if (length <= this.limit || isHttp2()) {
			int most = (length >= 0 && length <= this.limit) ? (int) length : this.limit + 1;
			byte[] body = stream.readNBytes(most);
			if (body.length <= this.limit) {
				return body;
			}
			if (isHttp2()) {
				stream.skip(DISCARDED);
			}
		}
		throw refused(HttpStatus.CONTENT_TOO_LARGE,
				"The body is larger than the %d bytes that are read.".formatted(this.limit));
	}

	/**
	 * There Tomcat resets the stream of an early response, which makes clients lose it;
	 * on HTTP/1.1 it reads on, up to {@code server.tomcat.max-swallow-size}.
	 */
	private static boolean isHttp2() {
		return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				&& attributes.getRequest().getProtocol().startsWith("HTTP/2");
	}

	private static void requireUnencoded(HttpHeaders headers) {
		MediaType type = headers.getContentType();
		Charset charset = (type != null) ? type.getCharset() : null;
		if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
			throw unsupported("The body must be in UTF-8.", HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
		}
		if (!headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING).stream().allMatch("identity"::equalsIgnoreCase)) {
			throw unsupported("The body must not be encoded.", HttpHeaders.ACCEPT_ENCODING, "identity");
		}
	}

	private static ErrorResponseException unsupported(String detail, String header, String value) {
		ErrorResponseException ex = refused(HttpStatus.UNSUPPORTED_MEDIA_TYPE, detail);
		ex.getHeaders().set(header, value);
		return ex;
	}

	private static ErrorResponseException refused(HttpStatus status, String detail) {
		return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
	}

	private record JsonMessage(HttpHeaders headers, byte[] body) implements HttpInputMessage {

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
