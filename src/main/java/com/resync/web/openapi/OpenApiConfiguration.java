package com.resync.web.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.resync.cqrs.idempotency.IdempotencyKey;
import com.resync.web.input.Preconditions;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/**
 * Adds to the OpenAPI document what all calls have in common: the problems and headers in
 * {@code openapi/common.yaml}.
 */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {

	static {
		SpringDocUtils.getConfig().addRequestWrapperToIgnore(Preconditions.class, IdempotencyKey.class);
	}

	@Bean
	GlobalOpenApiCustomizer commonDescription(@Value("${spring.application.name}") String name) {
		return (api) -> {
			api.info(new Info().title(name)
				.version("1")
				.description("Every response of 400 and above is a problem (RFC 9457).")
				.contact(new Contact().name("Resync"))
				.license(new License().name("Apache 2.0").identifier("Apache-2.0")));
			addComponents(api, "common.yaml");
			api.getComponents().getSchemas().values().forEach(OpenApiConfiguration::removePatterns);
		};
	}

	/**
	 * Adds components to a description.
	 * @param file in {@code openapi}
	 */
	public static void addComponents(OpenAPI api, String file) {
		try {
			Components added = Yaml31.mapper()
				.readValue(new ClassPathResource("openapi/" + file).getContentAsByteArray(), Components.class);
			Components components = api.getComponents();
			orEmpty(added.getSchemas()).forEach(components::addSchemas);
			orEmpty(added.getHeaders()).forEach(components::addHeaders);
			orEmpty(added.getParameters()).forEach(components::addParameters);
			orEmpty(added.getResponses()).forEach(components::addResponses);
			orEmpty(added.getSecuritySchemes()).forEach(components::addSecuritySchemes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static <T> Map<String, T> orEmpty(Map<String, T> components) {
		return (components != null) ? components : Map.of();
	}

	/** The regular expressions of Java are not those of JSON Schema. */
	private static void removePatterns(Schema<?> schema) {
		if (schema.getProperties() != null) {
			schema.getProperties().values().forEach((property) -> property.setPattern(null));
		}
	}

	/** Only the path, so the document names no host and works under any prefix. */
	@Bean
	ServerBaseUrlCustomizer relativeServer() {
		return (url, request) -> {
			String path = URI.create(url).getRawPath();
			return path.isEmpty() ? "/" : path;
		};
	}

	/** The possible problems depend on the parameters of a call. */
	@Bean
	GlobalOperationCustomizer refusals() {
		return (operation, method) -> {
			refer(operation, "400", "BadRequest", "500", "InternalServerError", "503", "ServiceUnavailable", "default",
					"Default");
			if (!operation.getResponses().containsKey("204")) {
				refer(operation, "406", "NotAcceptable");
			}
			if (takes(method, PathVariable.class)) {
				refer(operation, "404", "NotFound");
			}
			if (takes(method, RequestBody.class)) {
				refer(operation, "408", "RequestTimeout", "413", "ContentTooLarge", "415", "UnsupportedMediaType");
			}
			List<Class<?>> types = Arrays.asList(method.getMethod().getParameterTypes());
			if (types.contains(Preconditions.class)) {
				Stream.of("IfMatch", "IfNoneMatch").forEach((header) -> addParameter(operation, header));
				refer(operation, "412", "PreconditionFailed");
			}
			if (types.contains(IdempotencyKey.class)) {
				addParameter(operation, "IdempotencyKey");
				refer(operation, "409", "Conflict", "422", "UnprocessableContent");
			}
			operation.getResponses().values().forEach(OpenApiConfiguration::referToHeadersAlone);
			return operation;
		};
	}

	private static void addParameter(Operation operation, String name) {
		operation.addParametersItem(new Parameter().$ref(name));
	}

	/** A {@code $ref} may have no siblings. */
	private static void referToHeadersAlone(ApiResponse response) {
		orEmpty(response.getHeaders()).values()
			.stream()
			.filter((header) -> header.get$ref() != null)
			.forEach((header) -> header.setStyle(null));
	}

	private static boolean takes(HandlerMethod method, Class<? extends Annotation> annotation) {
		return Arrays.stream(method.getMethodParameters())
			.anyMatch((parameter) -> parameter.hasParameterAnnotation(annotation));
	}

	/**
	 * Adds responses to a call.
	 * @param responses status and name of each in turn
	 */
	public static void refer(Operation operation, String... responses) {
		for (int i = 0; i < responses.length; i += 2) {
			operation.getResponses().addApiResponse(responses[i], new ApiResponse().$ref(responses[i + 1]));
		}
	}

}
