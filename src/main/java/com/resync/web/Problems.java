package com.resync.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
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
 * Answers with a problem (RFC 9457), as problem+json whatever the request accepts.
 */
public final class Problems {

	private static final String CORRELATION_ID = "correlationId";

	private static final URI BLANK = URI.create("about:blank");

	private static final Pattern NO_PATH = Pattern.compile("%(?!\\p{XDigit}{2})|[^\\p{Alnum}%/:@._~!$&'()*+,;=-]");

	private Problems() {
	}

	/**
	 * Answers with a problem of the service's own.
	 * @param slug the last part of its {@code type}
	 */
	public static ResponseEntity<ProblemDetail> respond(HttpStatus status, String slug, @Nullable String detail) {
		return respond(of(status, slug, detail));
	}

	/**
	 * Answers 400 with one entry in {@code errors} for every violation. A message is
	 * taken to hold the body as one of its components: the pointer (RFC 6901) starts
	 * there. A component that breaks a rule itself is named as {@code parameter}.
	 * @param slug the last part of the problem's {@code type} where the body breaks a
	 * rule; where only parameters do, it is {@code invalid-request}
	 */
	public static ResponseEntity<ProblemDetail> respond(String slug, ConstraintViolationException ex) {
		List<Map<String, String>> errors = ex.getConstraintViolations()
			.stream()
			.map(Problems::error)
			.distinct()
			.sorted(Comparator.comparing(Map::toString))
			.toList();
		boolean body = errors.stream().anyMatch((error) -> error.containsKey("pointer"));
		ProblemDetail problem = of(HttpStatus.BAD_REQUEST, body ? slug : "invalid-request",
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
	 * What nobody foresaw: the log has all of it, the answer only what finds it there,
	 * and among the traces where the request is traced.
	 */
	static ProblemDetail unexpected(Log logger, @Nullable Throwable cause) {
		String correlationId = UUID.randomUUID().toString();
		MDC.put(CORRELATION_ID, correlationId); // A field of its own in structured logs.
		logger.error("Unexpected fault, correlation id " + correlationId, cause);
		MDC.remove(CORRELATION_ID);
		ProblemDetail problem = of(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error",
				"A fault of the service. Its log says more under the correlation id.");
		problem.setProperty(CORRELATION_ID, correlationId);
		if (MDC.get(TraceFilter.TRACE_ID) != null) {
			problem.setProperty(TraceFilter.TRACE_ID, MDC.get(TraceFilter.TRACE_ID));
		}
		return problem;
	}

	/** Answers with a problem, completed by what every problem has. */
	public static ResponseEntity<ProblemDetail> respond(ProblemDetail problem) {
		complete(problem, RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				? attributes.getRequest().getRequestURI() : "/");
		return ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
	}

	/** The same answer with one more header. */
	public static ResponseEntity<ProblemDetail> with(String header, String value,
			ResponseEntity<ProblemDetail> response) {
		return ResponseEntity.status(response.getStatusCode())
			.headers(response.getHeaders())
			.header(header, value)
			.body(response.getBody());
	}

	/** Adds what every problem has. */
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

	/** The container lets paths through that are no URI reference (RFC 3986). */
	private static URI instance(String path) {
		String oneSlash = path.replaceFirst("^/{2,}", "/");
		return URI.create(NO_PATH.matcher(oneSlash)
			.replaceAll((match) -> UriUtils.encode(match.group(), StandardCharsets.UTF_8)));
	}

	private static Map<String, String> error(ConstraintViolation<?> violation) {
		StringBuilder pointer = new StringBuilder();
		String parameter = "";
		for (Path.Node node : violation.getPropertyPath()) {
			if (parameter.isEmpty()) {
				parameter = String.valueOf(node.getName());
			}
			else {
				pointer.append('/').append(node.getName());
			}
		}
		Map<String, String> error = new LinkedHashMap<>();
		if (pointer.isEmpty()) {
			error.put("parameter", parameter);
		}
		else {
			error.put("pointer", pointer.toString());
		}
		error.put("detail", violation.getMessage());
		return error;
	}

}
