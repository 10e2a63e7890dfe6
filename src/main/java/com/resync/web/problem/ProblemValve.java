package com.resync.web.problem;

import java.io.IOException;
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

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
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

	/** An unsupported transfer coding or protocol version is the client's fault too. */
	private static final Set<Integer> MALFORMED = Set.of(400, 501, 505);

	/** Tomcat has no exception classes for these, only messages. */
	private static final String TOO_LARGE = StringManager.getManager("org.apache.coyote.http11")
		.getString("iib.requestheadertoolarge.error");

	private static final String RESET = StringManager.getManager("org.apache.coyote.http2")
		.getString("stream.clientResetRequest");

	private static final String TRACED = ProblemValve.class.getName() + ".TRACED";

	/** The attribute of a request that the container refused before any filter. */
	private static final String REFUSED = ProblemValve.class.getName() + ".REFUSED";

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
		if (response.isError()) {
			request.setAttribute(REFUSED, true);
		}
		boolean trace = HttpMethod.TRACE.matches(request.getMethod());
		if (trace) {
			request.setAttribute(TRACED, true);
			request.getCoyoteRequest().setMethod(HttpMethod.OPTIONS.name());
		}
		super.invoke(request, response);
		if (trace) {
			// For the access log.
			request.getCoyoteRequest().setMethod(HttpMethod.TRACE.name());
		}
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable throwable) {
		if (HttpMethod.OPTIONS.matches(request.getMethod())) {
			changeOptions(request, response);
		}
		if (response.getStatus() < 400 || response.getContentWritten() > 0
				|| (throwable != null && RESET.equals(throwable.getMessage()))) {
			return;
		}
		try {
			write(response, problem(request, response.getStatus(), throwable), request.getRequestURI());
		}
		catch (IOException ex) {
			logger.debug("The client has closed the connection", ex);
		}
	}

	private static void changeOptions(Request request, Response response) {
		if ("".equals(response.getHeader(HttpHeaders.ACCEPT_PATCH))) {
			response.getCoyoteResponse().getMimeHeaders().removeHeader(HttpHeaders.ACCEPT_PATCH);
		}
		if (response.getStatus() == HttpStatus.OK.value() && request.getAttribute(TRACED) != null) {
			response.setStatus(HttpStatus.METHOD_NOT_ALLOWED.value());
		}
	}

	private static ProblemDetail problem(Request request, int status, @Nullable Throwable throwable) {
		if (status == 500) {
			return Problems.unexpected(logger, throwable);
		}
		// On HTTP/2, Tomcat sets 400.
		if (throwable instanceof CloseNowException || (throwable != null && status == 408)) {
			return ProblemDetail.forStatusAndDetail(HttpStatus.REQUEST_TIMEOUT, "The body took too long to arrive.");
		}
		if (throwable instanceof IllegalStateException
				|| (throwable != null && TOO_LARGE.equals(throwable.getMessage()))) {
			return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
					"The head of the request is too large, or has too many headers.");
		}
		if (MALFORMED.contains(status) && (throwable != null || request.getAttribute(REFUSED) != null)) {
			return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
					"The request line, a header or the framing of the request is not as HTTP/1.1 has it.");
		}
		return ProblemDetail.forStatus(status);
	}

	private void write(Response response, ProblemDetail problem, @Nullable String path) throws IOException {
		Problems.complete(problem, (path != null) ? path : "/");
		byte[] body = this.mapper.writeValueAsBytes(problem);
		response.resetBuffer(true);
		response.setCharacterEncoding((String) null);
		response.setStatus(problem.getStatus());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
		response.flushBuffer();
	}

}
