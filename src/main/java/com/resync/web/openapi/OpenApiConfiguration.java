package com.resync.web.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import com.resync.cqrs.idempotency.IdempotencyKey;
import com.resync.web.input.Preconditions;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriUtils;

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
			Yaml31.mapper()
				.copy()
				.setDefaultMergeable(true)
				.readerForUpdating(api.getComponents())
				.readValue(new ClassPathResource("openapi/" + file).getContentAsByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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
			String path = url.replaceFirst("^[^/]*//[^/]*", ""); // springdoc has decoded
																	// it.
			return path.isEmpty() ? "/" : UriUtils.encodePath(path, StandardCharsets.UTF_8);
		};
	}

	/** The possible problems depend on the parameters of a call. */
	@Bean
	GlobalOperationCustomizer refusals() {
		return (operation, method) -> {
			refer(operation, HttpStatus.BAD_REQUEST, HttpStatus.INTERNAL_SERVER_ERROR, HttpStatus.SERVICE_UNAVAILABLE);
			operation.getResponses().addApiResponse(ApiResponses.DEFAULT, new ApiResponse().$ref("Default"));
			if (!operation.getResponses().containsKey("204")) {
				refer(operation, HttpStatus.NOT_ACCEPTABLE);
			}
			if (operation.getParameters() != null
					&& operation.getParameters().stream().anyMatch((parameter) -> "path".equals(parameter.getIn()))) {
				refer(operation, HttpStatus.NOT_FOUND);
			}
			if (operation.getRequestBody() != null) {
				refer(operation, HttpStatus.REQUEST_TIMEOUT, HttpStatus.CONTENT_TOO_LARGE,
						HttpStatus.UNSUPPORTED_MEDIA_TYPE);
			}
			List<Class<?>> types = Arrays.asList(method.getMethod().getParameterTypes());
			if (types.contains(Preconditions.class)) {
				operation.addParametersItem(new Parameter().$ref("IfMatch"));
				operation.addParametersItem(new Parameter().$ref("IfNoneMatch"));
				refer(operation, HttpStatus.PRECONDITION_FAILED);
			}
			if (types.contains(IdempotencyKey.class)) {
				operation.addParametersItem(new Parameter().$ref("IdempotencyKey"));
				refer(operation, HttpStatus.CONFLICT, HttpStatus.UNPROCESSABLE_CONTENT);
			}
			operation.getResponses().values().forEach(OpenApiConfiguration::removeStyles);
			return operation;
		};
	}

	/**
	 * A {@code $ref} may have no siblings, and the only style of headers is the default.
	 */
	private static void removeStyles(ApiResponse response) {
		if (response.getHeaders() != null) {
			response.getHeaders().values().forEach((header) -> header.setStyle(null));
		}
	}

	/** Adds problems to a call. The name of each is its status in words. */
	public static void refer(Operation operation, HttpStatus... problems) {
		for (HttpStatus problem : problems) {
			operation.getResponses()
				.addApiResponse(String.valueOf(problem.value()),
						new ApiResponse().$ref(problem.getReasonPhrase().replace(" ", "")));
		}
	}

}
