package com.resync.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

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

}
