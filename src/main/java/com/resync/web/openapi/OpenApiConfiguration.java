package com.resync.web.openapi;

import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

import com.resync.cqrs.idempotency.IdempotencyKey;
import com.resync.web.input.EntityTags;
import com.resync.web.input.ParameterForm;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/**
 * Describes what all calls have in common, once: what is refused and how, the parameters
 * of a known form, and the methods that are served where {@code GET} is.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	private static final Header ALLOW = new Header().description("The methods that the path serves.")
		.schema(new StringSchema().example("GET,HEAD,OPTIONS"));

	private static final Header ETAG = new Header().description("The version, as a strong entity tag.")
		.required(true)
		.schema(new StringSchema().example("\"1\""));

	@Bean
	GlobalOpenApiCustomizer commonDescription(@Value("${spring.application.name}") String name,
			ObjectProvider<OpenApiAddition> additions) {
		return (api) -> {
			api.info(new Info().title(name)
				.version("1")
				.description("Every answer of 400 and above is a problem (RFC 9457).")
				.contact(new Contact().name("Resync"))
				.license(new License().name("Apache 2.0").identifier("Apache-2.0")));
			api.security(List.of());
			addComponents(api.getComponents());
			additions.forEach((addition) -> addition.addTo(api));
		};
	}

	/** The path alone, so that the document names no host, under any prefix. */
	@Bean
	ServerBaseUrlCustomizer relativeServer() {
		return (url, request) -> {
			String path = URI.create(url).getRawPath();
			return path.isEmpty() ? "/" : path;
		};
	}

	private static void addComponents(Components components) {
		if (components.getSchemas() != null) {
			components.getSchemas().values().forEach(OpenApiConfiguration::removePatterns);
		}
		components.addHeaders("ETag", ETAG);
		components.addHeaders("Allow", ALLOW);
		components.addSchemas("Problem", ProblemResponse.schema());
		for (ProblemResponse response : ProblemResponse.values()) {
			components.addResponses(response.componentName(), response.describe());
		}
	}

	/** The regular expressions of Java are not those of JSON Schema. */
	private static void removePatterns(Schema<?> schema) {
		if (schema.getProperties() != null) {
			schema.getProperties().values().forEach((property) -> property.setPattern(null));
		}
	}

	@Bean
	ParameterCustomizer knownForms() {
		return (parameter, method) -> {
			if (parameter != null) {
				ParameterForm form = ParameterForm.of(method.getParameterType());
				if (form != null && parameter.getDescription() == null) {
					parameter.description(StringUtils.capitalize(form.description()) + ".").schema(schema(form));
				}
			}
			return parameter;
		};
	}

	private static Schema<?> schema(ParameterForm form) {
		return switch (form) {
			case ID -> new UUIDSchema();
			case NUMBER -> new IntegerSchema();
			case ENTITY_TAGS -> new StringSchema();
			case IDEMPOTENCY_KEY -> new StringSchema().minLength(1).maxLength(255).pattern("^[ -~]+$");
		};
	}

	/** What is refused follows from what a call takes. */
	@Bean
	GlobalOperationCustomizer refusals() {
		return (operation, method) -> {
			add(operation, ProblemResponse.BAD_REQUEST, ProblemResponse.INTERNAL_SERVER_ERROR,
					ProblemResponse.SERVICE_UNAVAILABLE, ProblemResponse.DEFAULT);
			if (!operation.getResponses().containsKey("204")) {
				add(operation, ProblemResponse.NOT_ACCEPTABLE);
			}
			if (takes(method, PathVariable.class)) {
				add(operation, ProblemResponse.NOT_FOUND);
			}
			if (takes(method, RequestBody.class)) {
				add(operation, ProblemResponse.REQUEST_TIMEOUT, ProblemResponse.CONTENT_TOO_LARGE,
						ProblemResponse.UNSUPPORTED_MEDIA_TYPE);
			}
			for (Class<?> type : method.getMethod().getParameterTypes()) {
				if (type == EntityTags.class) {
					add(operation, ProblemResponse.PRECONDITION_FAILED);
				}
				if (type == IdempotencyKey.class) {
					add(operation, ProblemResponse.UNPROCESSABLE_CONTENT);
				}
			}
			operation.getResponses().values().forEach(OpenApiConfiguration::referToHeadersAlone);
			return operation;
		};
	}

	/** What is said beside a reference is against the rules. */
	private static void referToHeadersAlone(ApiResponse response) {
		if (response.getHeaders() != null) {
			response.getHeaders()
				.values()
				.stream()
				.filter((header) -> header.get$ref() != null)
				.forEach((header) -> header.setStyle(null));
		}
	}

	private static boolean takes(HandlerMethod method, Class<? extends Annotation> annotation) {
		return Arrays.stream(method.getMethodParameters())
			.anyMatch((parameter) -> parameter.hasParameterAnnotation(annotation));
	}

	private static void add(Operation operation, ProblemResponse... responses) {
		for (ProblemResponse response : responses) {
			operation.getResponses().addApiResponse(response.code(), new ApiResponse().$ref(response.componentName()));
		}
	}

}
