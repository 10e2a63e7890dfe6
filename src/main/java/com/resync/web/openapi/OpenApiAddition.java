package com.resync.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;

/**
 * What another package has to say in the description of the HTTP interface. Asked once
 * all the rest is there, since springdoc runs its own customizers in no order.
 */
@FunctionalInterface
public interface OpenApiAddition {

	void addTo(OpenAPI api);

}
