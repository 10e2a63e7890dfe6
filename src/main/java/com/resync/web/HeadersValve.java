package com.resync.web;

import java.io.IOException;
import java.util.Collections;
import java.util.regex.Pattern;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

import org.springframework.http.HttpHeaders;

/**
 * Sets security headers and {@code Cache-Control: no-store} on every response. It is a
 * valve, since filters do not see the responses of the servlet container itself. A
 * handler that sets one of these headers replaces it.
 * <p>
 * Removes an {@code Accept} that names no type, which means the same as none (RFC 9110,
 * section 12.5.1). The actuator would respond to it with 500.
 */
class HeadersValve extends ValveBase {

	/** Swagger UI has inline styles, and images in {@code data:} URIs. */
	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
			+ " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	private static final Pattern NO_TYPE = Pattern.compile("[,\\s]*");

	HeadersValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (!request.isAsyncDispatching()) {
			response.setHeader("X-Content-Type-Options", "nosniff");
			response.setHeader("X-Frame-Options", "DENY");
			response.setHeader("Content-Security-Policy", POLICY);
			response.setHeader("Cache-Control", "no-store");
			String accept = request.getHeader(HttpHeaders.ACCEPT);
			if (accept != null && NO_TYPE.matcher(accept).matches()
					&& Collections.list(request.getHeaders(HttpHeaders.ACCEPT)).stream().allMatch(accept::equals)) {
				request.getCoyoteRequest().getMimeHeaders().removeHeader(HttpHeaders.ACCEPT);
			}
		}
		getNext().invoke(request, response);
	}

}
