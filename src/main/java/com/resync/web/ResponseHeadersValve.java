package com.resync.web;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Sets the headers that protect every response, those of the servlet container included,
 * which no filter sees: no sniffing of content types, no frames, nothing loaded from
 * elsewhere, no caching. A handler that sets one of them replaces it.
 */
class ResponseHeadersValve extends ValveBase {

	/** Swagger UI sets styles inline, and draws with images that it brings along. */
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
