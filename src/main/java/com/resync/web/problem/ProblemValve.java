package com.resync.web.problem;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.coyote.CloseNowException;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * Writes a problem for every response of 400 and above that has no body yet. The servlet
 * container refuses some requests before Spring sees them, for which Tomcat would write
 * an HTML page. Filters and endpoints may set only a status.
 * <p>
 * Removes the empty {@code Accept-Patch} that Spring adds to responses to
 * {@code OPTIONS}: the header must name a type (RFC 5789, section 3.1).
 */
public class ProblemValve extends ErrorReportValve {

	private static final Log logger = LogFactory.getLog(ProblemValve.class);

	/** An unsupported protocol version or transfer coding is the client's fault too. */
	private static final Set<HttpStatus> MALFORMED = EnumSet.of(HttpStatus.BAD_REQUEST, HttpStatus.NOT_IMPLEMENTED,
			HttpStatus.HTTP_VERSION_NOT_SUPPORTED);

	/** Tomcat has no exception of its own for it. */
	private static final String TOO_LARGE = StringManager.getManager("org.apache.coyote.http11")
		.getString("iib.requestheadertoolarge.error");

	private static final String TRACE = "TRACE";

	private static final String OPTIONS = "OPTIONS";

	private static final String ACCEPT_PATCH = "Accept-Patch";

	private final JsonMapper mapper;

	public ProblemValve(JsonMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Runs {@code TRACE} as {@code OPTIONS}, to refuse it with the methods that the path
	 * has. Tomcat would name those that the servlet has, on whatever path.
	 */
	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		boolean trace = TRACE.equals(request.getMethod());
		if (trace) {
			request.setAttribute(TRACE, true);
			request.getCoyoteRequest().setMethod(OPTIONS);
		}
		super.invoke(request, response);
		if (trace) {
			request.getCoyoteRequest().setMethod(TRACE); // For the access log.
		}
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable throwable) {
		if (OPTIONS.equals(request.getMethod())) {
			changeOptions(request, response);
		}
		if (response.getStatus() < 400 || response.isCommitted() || response.getContentType() != null) {
			return;
		}
		try {
			write(response, problem(response.getStatus(), throwable), request.getRequestURI());
		}
		catch (IOException ex) {
			logger.debug("The client has closed the connection", ex);
		}
	}

	private static void changeOptions(Request request, Response response) {
		if ("".equals(response.getHeader(ACCEPT_PATCH))) {
			response.getCoyoteResponse().getMimeHeaders().removeHeader(ACCEPT_PATCH);
		}
		if (response.getStatus() == HttpStatus.OK.value() && request.getAttribute(TRACE) != null) {
			response.setStatus(HttpStatus.METHOD_NOT_ALLOWED.value());
		}
	}

	private static ProblemDetail problem(int status, @Nullable Throwable throwable) {
		HttpStatus known = HttpStatus.resolve(status);
		if (known == HttpStatus.INTERNAL_SERVER_ERROR) {
			return Problems.unexpected(logger, throwable);
		}
		if (throwable instanceof CloseNowException) {
			known = HttpStatus.REQUEST_TIMEOUT; // On HTTP/2, Tomcat sets 400.
		}
		if (known == HttpStatus.REQUEST_TIMEOUT) {
			return ProblemDetail.forStatusAndDetail(known, "The body took too long to arrive.");
		}
		if (throwable instanceof IllegalStateException
				|| (throwable != null && TOO_LARGE.equals(throwable.getMessage()))) {
			return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
					"The head of the request is too large, or has too many headers.");
		}
		if (known != null && MALFORMED.contains(known)) {
			return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
					"The request line, a header or the framing of the request is not as HTTP/1.1 has it.");
		}
		return ProblemDetail.forStatus(status);
	}

	private void write(Response response, ProblemDetail problem, @Nullable String path) throws IOException {
		Problems.complete(problem, (path != null) ? path : "/");
		byte[] body = this.mapper.writeValueAsBytes(problem);
		response.setStatus(problem.getStatus());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
		response.flushBuffer();
	}

}
