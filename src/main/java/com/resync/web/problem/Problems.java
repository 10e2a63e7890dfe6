package com.resync.web.problem;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriUtils;

/**
 * Makes responses with a problem (RFC 9457). Their type is always
 * {@code application/problem+json}, even if {@code Accept} excludes it.
 */
public final class Problems {

	private static final String CORRELATION_ID = "correlationId";

	/** The MDC key in which Spring Boot keeps the trace id. */
	private static final String TRACE_ID = "traceId";

	private static final URI BLANK = URI.create("about:blank");

	private static final Pattern NO_PATH = Pattern.compile("%(?!\\p{XDigit}{2})|[^\\p{Alnum}%/:@._~!$&'()*+,;=-]");

	private Problems() {
	}

	/**
	 * Responds with a problem of the service's own.
	 * @param slug the last part of its {@code type}
	 */
	public static ResponseEntity<ProblemDetail> respond(HttpStatus status, String slug, @Nullable String detail) {
		return respond(of(status, slug, detail));
	}

	/**
	 * Responds with 400 and {@code errors}.
	 * @param slug the last part of its {@code type}
	 */
	static ResponseEntity<ProblemDetail> respond(String slug, List<Map<String, String>> errors) {
		ProblemDetail problem = of(HttpStatus.BAD_REQUEST, slug,
				(errors.size() == 1) ? "A rule is broken." : errors.size() + " rules are broken.");
		problem.setProperty("errors", errors);
		return respond(problem);
	}

	static ProblemDetail of(HttpStatus status, String slug, @Nullable String detail) {
		ProblemDetail problem = ProblemDetail.forStatus(status);
		problem.setType(URI.create("urn:resync:problem:" + slug));
		problem.setDetail(detail);
		return problem;
	}

	/**
	 * Logs an unexpected exception with its stack trace under a correlation id. The
	 * problem has only this id and, if the request is traced, the trace id.
	 */
	static ProblemDetail unexpected(Log logger, @Nullable Throwable cause) {
		String correlationId = UUID.randomUUID().toString();
		MDC.put(CORRELATION_ID, correlationId); // A separate field in structured logs.
		logger.error("Unexpected exception, correlation id " + correlationId, cause);
		MDC.remove(CORRELATION_ID);
		ProblemDetail problem = of(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error",
				"An internal error. The log has it under the correlation id.");
		problem.setProperty(CORRELATION_ID, correlationId);
		if (MDC.get(TRACE_ID) != null) {
			problem.setProperty(TRACE_ID, MDC.get(TRACE_ID));
		}
		return problem;
	}

	/** Responds with a problem, after adding the members that every problem has. */
	public static ResponseEntity<ProblemDetail> respond(ProblemDetail problem) {
		complete(problem, RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				? attributes.getRequest().getRequestURI() : "/");
		return ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
	}

	/** The same response with one more header. */
	public static ResponseEntity<ProblemDetail> with(String header, String value,
			ResponseEntity<ProblemDetail> response) {
		return ResponseEntity.status(response.getStatusCode())
			.headers(response.getHeaders())
			.header(header, value)
			.body(response.getBody());
	}

	/** Adds the members that every problem has. */
	static void complete(ProblemDetail problem, String path) {
		if (problem.getType() == null) {
			problem.setType(BLANK);
		}
		if (problem.getDetail() == null) {
			problem.setDetail(problem.getTitle());
		}
		if (problem.getInstance() == null) {
			problem.setInstance(instance(path));
		}
	}

	/** Tomcat accepts paths that are no URI reference (RFC 3986). */
	private static URI instance(String path) {
		String oneSlash = path.replaceFirst("^/{2,}", "/");
		return URI.create(NO_PATH.matcher(oneSlash)
			.replaceAll((match) -> UriUtils.encode(match.group(), StandardCharsets.UTF_8)));
	}

}
