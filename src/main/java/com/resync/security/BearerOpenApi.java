package com.resync.security;

import java.util.List;

import com.resync.web.openapi.OpenApiAddition;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;

import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Describes that each call needs a token, and what is answered to those without.
 */
@Component
@Conditional(SecurityConfigured.class)
class BearerOpenApi implements OpenApiAddition {

	private static final String SCHEME = "bearer";

	@Override
	public void addTo(OpenAPI api) {
		api.getComponents()
			.addSecuritySchemes(SCHEME,
					new SecurityScheme().type(SecurityScheme.Type.HTTP)
						.scheme("bearer")
						.bearerFormat("JWT")
						.description("An access token (RFC 6750)."))
			.addResponses("Unauthorized",
					refusal("There is no token, or a bad one.", HttpHeaders.WWW_AUTHENTICATE, "Bearer"))
			.addResponses("Forbidden",
					refusal("The token has not the scope that the call needs, and WWW-Authenticate names.",
							HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\", scope=\"…\""))
			.addResponses("ServiceUnavailable", refusal("Try again later.", HttpHeaders.RETRY_AFTER, "5"));
		api.security(List.of(new SecurityRequirement().addList(SCHEME)));
		api.getPaths().values().forEach((path) -> path.readOperations().forEach(BearerOpenApi::addRefusals));
	}

	private static ApiResponse refusal(String description, String header, String example) {
		return new ApiResponse().description(description)
			.addHeaderObject(header, new Header().required(true).schema(new StringSchema().example(example)))
			.content(new Content().addMediaType("application/problem+json",
					new MediaType().schema(new Schema<>().$ref("Problem"))));
	}

	private static void addRefusals(Operation operation) {
		operation.getResponses()
			.addApiResponse("401", new ApiResponse().$ref("Unauthorized"))
			.addApiResponse("403", new ApiResponse().$ref("Forbidden"))
			.addApiResponse("503", new ApiResponse().$ref("ServiceUnavailable"));
	}

}
