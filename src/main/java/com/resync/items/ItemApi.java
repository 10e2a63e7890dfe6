package com.resync.items;

import java.util.UUID;

import com.resync.cqrs.idempotency.IdempotencyKey;
import com.resync.web.input.Preconditions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;

/**
 * Describes the calls of {@link ItemController} for OpenAPI.
 */
@Tag(name = "Items", description = "Items with a name, a description and a version.")
interface ItemApi {

	String ITEM_ID = "0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11";

	String ID = "The id of the item.";

	String ITEM_PATH = "/items/" + ITEM_ID;

	String NEXT_PATH = "/items?limit=20&after=" + ITEM_ID;

	String TIME = "2026-01-31T09:15:27.123456Z";

	@Operation(operationId = "createItem", summary = "Creates an item",
			description = "With an Idempotency-Key, a retry gets the first response again, by default for 24 hours.")
	@ApiResponse(responseCode = "201", description = "The item was created.", useReturnTypeSchema = true,
			headers = {
					@Header(name = "Location", description = "The path of the item.", required = true,
							schema = @Schema(type = "string", format = "uri-reference", example = ITEM_PATH)),
					@Header(name = "ETag", ref = "ETag") })
	@ApiResponse(responseCode = "507", ref = "InsufficientStorage")
	ResponseEntity<ItemReply> create(ItemData data, @Nullable IdempotencyKey idempotencyKey,
			HttpServletRequest request);

	@Operation(operationId = "getItem", summary = "Returns an item",
			description = "With If-None-Match, only if the item is at another version.")
	@ApiResponse(responseCode = "200", description = "The item.", useReturnTypeSchema = true,
			headers = @Header(name = "ETag", ref = "ETag"))
	@ApiResponse(responseCode = "304", description = "The version of the item is in If-None-Match.", content = @Content,
			headers = @Header(name = "ETag", ref = "ETag"))
	ResponseEntity<ItemReply> get(@Parameter(description = ID, example = ITEM_ID) UUID id, Preconditions preconditions);

	@Operation(operationId = "listItems", summary = "Returns a page of items, oldest first",
			description = "A client that follows next to the end gets each item once, if it exists all the time.")
	@ApiResponse(responseCode = "200", description = "A page.", useReturnTypeSchema = true,
			headers = @Header(name = "Link", description = "The next page (RFC 8288); absent if this is the last.",
					schema = @Schema(type = "string", example = "<" + NEXT_PATH + ">; rel=\"next\"")))
	ResponseEntity<ItemReply.Page> list(
			@Parameter(description = "The maximum number of items.",
					schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "100",
							defaultValue = "20")) @Nullable Integer limit,
			@Parameter(description = "Where the page begins. Use the value in next, and do not interpret it.",
					schema = @Schema(type = "string")) @Nullable UUID after,
			HttpServletRequest request);

	@Operation(operationId = "updateItem", summary = "Replaces the data of an item",
			description = "Replaces all data and increases the version; never creates an item.")
	@ApiResponse(responseCode = "200", description = "The item was updated.", useReturnTypeSchema = true,
			headers = @Header(name = "ETag", ref = "ETag"))
	@ApiResponse(responseCode = "507", ref = "InsufficientStorage")
	ResponseEntity<ItemReply> update(@Parameter(description = ID, example = ITEM_ID) UUID id, ItemData data,
			Preconditions preconditions);

	@Operation(operationId = "deleteItem", summary = "Deletes an item",
			description = "With If-Match, only if the item is at one of these versions.")
	@ApiResponse(responseCode = "204", description = "The item is deleted.", content = @Content)
	ResponseEntity<Void> delete(@Parameter(description = ID, example = ITEM_ID) UUID id, Preconditions preconditions);

}
