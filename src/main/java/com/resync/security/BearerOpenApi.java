package com.resync.security;

import java.util.List;

import com.resync.web.openapi.OpenApiConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * Adds to the OpenAPI document that each call needs a token, and the responses without
 * one.
 */
@Component
@Conditional(SecurityConfigured.class)
class BearerOpenApi implements GlobalOpenApiCustomizer {

	@Override
	public void customise(OpenAPI api) {
		OpenApiConfiguration.addComponents(api, "bearer.yaml");
		api.security(List.of(new SecurityRequirement().addList("bearer")));
		api.getPaths()
			.values()
			.forEach((path) -> path.readOperations()
				.forEach((operation) -> OpenApiConfiguration.refer(operation, "401", "Unauthorized", "403",
						"Forbidden")));
	}

}
