package com.resync.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Writes a problem where Spring MVC does not.
 */
@Component
class ProblemWriter {

	private final JsonMapper mapper;

	ProblemWriter(JsonMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Writes a problem as the whole answer.
	 * @param path of the request, {@code null} if not even that could be read
	 * @throws IOException if the client has gone
	 */
	void write(HttpServletResponse response, ProblemDetail problem, @Nullable String path) throws IOException {
		Problems.complete(problem, (path != null) ? path : "/");
		byte[] body = this.mapper.writeValueAsBytes(problem);
		response.setStatus(problem.getStatus());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
		response.flushBuffer();
	}

	/**
	 * Refuses a request for which there is no time or no room now.
	 * @throws IOException if the client has gone
	 */
	void writeOverloaded(HttpServletResponse response, String path) throws IOException {
		write(response, overloaded(response), path);
	}

	/** The problem that tells so; says in the response when to try again. */
	static ProblemDetail overloaded(HttpServletResponse response) {
		response.setHeader(HttpHeaders.RETRY_AFTER, "1");
		return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
				"There is more to do than the service can. Try again.");
	}

}
