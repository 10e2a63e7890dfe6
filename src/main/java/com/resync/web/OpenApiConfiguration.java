package com.resync.web;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;

import com.resync.cqrs.idempotency.IdempotencyKey;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.customizers.ParameterCustomizer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
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
	OpenApiCustomizer commonDescription(@Value("${server.servlet.context-path:/}") String contextPath,
			@Value("${spring.application.name}") String name, ObjectProvider<OpenApiAddition> additions) {
		return (api) -> {
			api.info(new Info().title(name)
				.version("1")
				.description("Every answer of 400 and above is a problem (RFC 9457).")
				.contact(new Contact().name("Resync"))
				.license(new License().name("Apache 2.0").identifier("Apache-2.0")));
			api.servers(List.of(new Server().url(contextPath)));
			api.security(List.of());
			addComponents(api.getComponents());
			api.getPaths().values().forEach(OpenApiConfiguration::addHeadAndOptions);
			additions.forEach((addition) -> addition.addTo(api));
		};
	}

	private static void addComponents(Components components) {
		components.getSchemas().values().forEach(OpenApiConfiguration::removePatterns);
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
					parameter.description(StringUtils.capitalize(form.description()) + ".").schema(form.schema());
				}
			}
			return parameter;
		};
	}

	/** What is refused follows from what a call takes. */
	@Bean
	OperationCustomizer refusals() {
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

	/** As {@code GET}, without a body; and which methods there are. */
	private static void addHeadAndOptions(PathItem path) {
		if (path.getGet() == null || path.getOptions() != null) {
			return;
		}
		Operation get = path.getGet();
		ApiResponses withoutBody = new ApiResponses();
		get.getResponses()
			.forEach((code, response) -> withoutBody.addApiResponse(code, (response.get$ref() != null) ? response
					: new ApiResponse().description(response.getDescription()).headers(response.getHeaders())));
		path.setHead(new Operation().operationId(renamed(get, "head"))
			.summary("As GET, without the body")
			.description("Answers the headers of GET.")
			.tags(get.getTags())
			.parameters(get.getParameters())
			.responses(withoutBody));
		path.setOptions(new Operation().operationId(renamed(get, "options"))
			.summary("Answers the methods that the path serves")
			.description("Answers them in Allow.")
			.tags(get.getTags())
			.parameters(get.getParameters() == null ? null
					: get.getParameters().stream().filter((parameter) -> parameter.getIn().equals("path")).toList())
			.responses(new ApiResponses()
				.addApiResponse("200",
						new ApiResponse().description("The methods.")
							.addHeaderObject(HttpHeaders.ALLOW, new Header().$ref("Allow")))
				.addApiResponse(ProblemResponse.BAD_REQUEST.code(),
						new ApiResponse().$ref(ProblemResponse.BAD_REQUEST.componentName()))));
	}

	/** {@code headItem} for {@code getItem}. */
	private static String renamed(Operation get, String verb) {
		return get.getOperationId().replaceFirst("^[a-z]+", verb);
	}

	private static void add(Operation operation, ProblemResponse... responses) {
		for (ProblemResponse response : responses) {
			operation.getResponses().addApiResponse(response.code(), new ApiResponse().$ref(response.componentName()));
		}
	}

}
