package com.resync.web;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Tells as a problem what the container refuses before Spring sees it, instead of as
 * Tomcat's HTML page, and what is refused further in without a body. Takes away the empty
 * header by which Spring tells that it knows no {@code PATCH}: it must name a type (RFC
 * 5789, section 3.1).
 */
class ProblemValve extends ErrorReportValve {

	private static final Log logger = LogFactory.getLog(ProblemValve.class);

	/** A protocol or a coding that is not served is the client's fault too. */
	private static final Set<HttpStatus> MALFORMED = EnumSet.of(HttpStatus.BAD_REQUEST, HttpStatus.NOT_IMPLEMENTED,
			HttpStatus.HTTP_VERSION_NOT_SUPPORTED);

	private static final String ACCEPT_PATCH = "Accept-Patch";

	private final ProblemWriter problems;

	ProblemValve(ProblemWriter problems) {
		this.problems = problems;
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable throwable) {
		if ("".equals(response.getHeader(ACCEPT_PATCH))) {
			response.getCoyoteResponse().getMimeHeaders().removeHeader(ACCEPT_PATCH);
		}
		if (response.getStatus() < 400 || response.isCommitted() || response.getContentType() != null) {
			return;
		}
		try {
			this.problems.write(response, problem(response.getStatus(), throwable), request.getRequestURI());
		}
		catch (IOException ex) {
			logger.debug("The client has gone", ex);
		}
	}

	private static ProblemDetail problem(int status, @Nullable Throwable throwable) {
		HttpStatus known = HttpStatus.resolve(status);
		if (known == HttpStatus.INTERNAL_SERVER_ERROR) {
			return Problems.unexpected(logger, throwable);
		}
		if (known != null && MALFORMED.contains(known)) {
			return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
					"The request line, a header or the framing of the request is not as HTTP/1.1 has it.");
		}
		return ProblemDetail.forStatus(status);
	}

}
