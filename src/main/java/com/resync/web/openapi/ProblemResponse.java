package com.resync.web.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The problems in the description of the HTTP interface, each with an example.
 */
enum ProblemResponse {

	BAD_REQUEST("400", "A parameter, a header or the body is malformed or breaks a rule.", "invalid-item",
			"2 rules are broken."),

	NOT_FOUND("404", "There is nothing with the id.", "item-not-found",
			"There is no item 0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11"),

	NOT_ACCEPTABLE("406", "Answers are application/json only.", null,
			"Acceptable representations: [application/json]."),

	REQUEST_TIMEOUT("408", "The body took too long to come.", null, "The body took too long to come."),

	PRECONDITION_FAILED("412", "If-Match or If-None-Match rules out the version that there is.", "version-conflict",
			"The item 0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11 is at version 2, which the request's preconditions rule out"),

	CONTENT_TOO_LARGE("413", "The body is larger than what is read.", null,
			"The body is larger than the 65536 bytes that are read."),

	UNSUPPORTED_MEDIA_TYPE("415", "Bodies are application/json in UTF-8 only.", null,
			"Content-Type 'text/plain' is not supported."),

	UNPROCESSABLE_CONTENT("422", "The Idempotency-Key came with another body before.", "idempotency-key-reused",
			"The idempotency key was used with another body"),

	INTERNAL_SERVER_ERROR("500", "A fault of the service.", "internal-error",
			"A fault of the service. Its log says more under the correlation id."),

	INSUFFICIENT_STORAGE("507", "There is no room for another item or Idempotency-Key.", "items-full",
			"There is no room for another item"),

	SERVICE_UNAVAILABLE("503", "The service or its database has too much to do, or is out of reach.", "overloaded",
			"There is more to do than the service can. Try again."),

	DEFAULT("default", "Any other refusal, such as 405 with Allow.", null, "Method 'PATCH' is not supported.");

	private final String code;

	private final String description;

	private final @Nullable String slug;

	private final String detail;

	ProblemResponse(String code, String description, @Nullable String slug, String detail) {
		this.code = code;
		this.description = description;
		this.slug = slug;
		this.detail = detail;
	}

	/** As it stands among the responses of a call. */
	String code() {
		return this.code;
	}

	/** As it stands among the shared responses, such as {@code BadRequest}. */
	String componentName() {
		StringBuilder name = new StringBuilder();
		for (String word : name().split("_")) {
			name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
		}
		return name.toString();
	}

	ApiResponse describe() {
		ApiResponse response = new ApiResponse().description(this.description)
			.content(new Content().addMediaType("application/problem+json",
					new MediaType().schema(new Schema<>().$ref("Problem")).example(example())));
		switch (this) {
			case DEFAULT -> response.addHeaderObject(HttpHeaders.ALLOW, new Header().$ref("Allow"));
			case SERVICE_UNAVAILABLE -> response.addHeaderObject(HttpHeaders.RETRY_AFTER,
					new Header().description("In how many seconds to try again.")
						.schema(new IntegerSchema().example(1)));
			case UNSUPPORTED_MEDIA_TYPE ->
				response.addHeaderObject(HttpHeaders.ACCEPT, new Header().description("What is supported.")
					.schema(new StringSchema().example("application/json")));
			default -> {
			}
		}
		return response;
	}

	private Map<String, Object> example() {
		HttpStatus status = (this == DEFAULT) ? HttpStatus.METHOD_NOT_ALLOWED
				: HttpStatus.valueOf(Integer.parseInt(this.code));
		Map<String, Object> example = new LinkedHashMap<>();
		example.put("type", (this.slug != null) ? "urn:resync:problem:" + this.slug : "about:blank");
		example.put("title", status.getReasonPhrase());
		example.put("status", status.value());
		example.put("detail", this.detail);
		example.put("instance", "/items");
		if (this == BAD_REQUEST) {
			example.put("errors",
					List.of(Map.of("pointer", "/description", "detail", "must have at most 2000 characters"),
							Map.of("pointer", "/name", "detail", "must not be blank")));
		}
		if (this == INTERNAL_SERVER_ERROR) {
			example.put("correlationId", "5b0f3a52-6f4e-4d5c-9a3e-0f1c2d3e4f50");
		}
		return example;
	}

	static Schema<?> schema() {
		Schema<?> problem = object("What was refused and why (RFC 9457).", "type", "title", "status", "detail",
				"instance");
		problem.addProperty("type",
				text("urn:resync:problem: and a slug for the service's own problems, about:blank otherwise.")
					.format("uri-reference"));
		problem.addProperty("title", text("The status in words."));
		problem.addProperty("status", new IntegerSchema().description("The status of the answer."));
		problem.addProperty("detail", text("What is wrong with this request."));
		problem.addProperty("instance", text("The path of the request.").format("uri-reference"));
		problem.addProperty("errors", new ArraySchema().items(error()).description("Each rule that is broken."));
		problem.addProperty("correlationId", text("Finds a fault of the service in its log.").format("uuid"));
		problem.addProperty("traceId", text("Finds the request among the traces, where it is traced."));
		return problem;
	}

	private static Schema<?> error() {
		Schema<?> error = object("A rule that is broken.", "detail");
		error.addProperty("pointer", text("Where in the body (RFC 6901)."));
		error.addProperty("parameter", text("Which parameter, if it is not the body."));
		error.addProperty("detail", text("The rule."));
		return error;
	}

	private static Schema<?> object(String description, String... required) {
		Schema<?> schema = new ObjectSchema();
		schema.setDescription(description);
		schema.setRequired(List.of(required));
		return schema;
	}

	private static Schema<?> text(String description) {
		return new StringSchema().description(description);
	}

}
