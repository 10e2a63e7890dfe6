package com.resync.web;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Sets what each answer has, whoever makes it, the container included: nobody guesses
 * another type for it, shows it in a frame, loads anything for it or keeps it. Only the
 * page to try the calls on loads what is the service's own. Whoever knows better, as an
 * item with its ETag, replaces Cache-Control.
 */
class ResponseHeadersValve extends ValveBase {

	private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

	/** Swagger UI sets styles inline, and draws with images that it brings along. */
	private static final String PAGE = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
			+ " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	private final String pages;

	/**
	 * Creates the valve.
	 * @param contextPath of the service, empty at the root
	 */
	ResponseHeadersValve(String contextPath) {
		super(true);
		this.pages = contextPath + "/swagger-ui/";
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (!request.isAsyncDispatching()) {
			String path = request.getRequestURI();
			boolean page = path != null && path.startsWith(this.pages);
			response.setHeader("X-Content-Type-Options", "nosniff");
			response.setHeader("X-Frame-Options", "DENY");
			response.setHeader("Content-Security-Policy", page ? PAGE : NOTHING);
			response.setHeader("Cache-Control", page ? "no-cache" : "no-store");
		}
		getNext().invoke(request, response);
		if (response.getStatus() >= 400 && !request.isAsync() && !request.isFinished()) {
			// Otherwise the container would wait for what is left of a body that nobody
			// wants.
			request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
		}
	}

}
