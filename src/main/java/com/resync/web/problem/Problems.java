package com.resync.web.problem;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.HeadersBuilder;
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
	 * A response with a problem of the service's own.
	 * @param slug the last part of its {@code type}
	 */
	public static HeadersBuilder<?> response(HttpStatus status, String slug, @Nullable String detail) {
		return response(of(status, slug, detail));
	}

	/** A response with a problem of type {@code about:blank}. */
	public static HeadersBuilder<?> response(HttpStatus status, String detail) {
		return response(ProblemDetail.forStatusAndDetail(status, detail));
	}

	/** A response with a problem. The members that every problem has are added. */
	public static HeadersBuilder<?> response(ProblemDetail problem) {
		complete(problem, RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				? attributes.getRequest().getRequestURI() : "/");
		return ResponseEntity.of(problem).header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
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
	public static ProblemDetail unexpected(Log logger, @Nullable Throwable cause) {
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

	/** Adds the members that every problem has. */
	static void complete(ProblemDetail problem, String path) {
		if (problem.getType() == null) {
			problem.setType(BLANK);
		}
		if (problem.getTitle() == null) {
			problem.setTitle("Status " + problem.getStatus());
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
