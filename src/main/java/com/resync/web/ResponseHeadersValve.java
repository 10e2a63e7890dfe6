package com.resync.web;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Sets security headers and {@code Cache-Control: no-store} on every response. It is a
 * valve, since filters do not see the responses of the servlet container itself. A
 * handler that sets one of these headers replaces it.
 */
class ResponseHeadersValve extends ValveBase {

	/** Swagger UI has inline styles, and images in {@code data:} URIs. */
	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
			+ " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	ResponseHeadersValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (!request.isAsyncDispatching()) {
			response.setHeader("X-Content-Type-Options", "nosniff");
			response.setHeader("X-Frame-Options", "DENY");
			response.setHeader("Content-Security-Policy", POLICY);
			response.setHeader("Cache-Control", "no-store");
		}
		getNext().invoke(request, response);
	}

}
