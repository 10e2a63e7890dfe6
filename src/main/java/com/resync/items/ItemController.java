package com.resync.items;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.idempotency.IdempotencyKey;
import com.resync.items.Precondition.Versions;
import com.resync.web.EntityTags;
import com.resync.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

/**
 * Turns requests for {@code /items} into messages, and their results into replies.
 */
@Tag(name = "Items", description = "Things with a name, kept at versions.")
@RestController
@RequestMapping("/items")
class ItemController {

	private static final String ITEM_ID = "0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11";

	private static final String ITEM_PATH = "/items/" + ITEM_ID;

	private static final String NEXT_PATH = "/items?limit=20&after=" + ITEM_ID;

	private static final int DEFAULT_LIMIT = 20;

	/** A client may keep an item, but asks each time whether it is still the same. */
	private static final CacheControl REVALIDATE = CacheControl.noCache().cachePrivate();

	private final Dispatcher dispatcher;

	ItemController(Dispatcher dispatcher) {
		this.dispatcher = dispatcher;
	}

	@Operation(operationId = "createItem", summary = "Creates an item",
			description = "With an Idempotency-Key, a retry within 24 hours gets the first answer again.")
	@ApiResponse(responseCode = "201", description = "The item, created.", useReturnTypeSchema = true,
			headers = {
					@Header(name = "Location", description = "The path of the item.", required = true,
							schema = @Schema(type = "string", format = "uri-reference", example = ITEM_PATH)),
					@Header(name = "ETag", ref = "ETag") })
	@ApiResponse(responseCode = "507", ref = "InsufficientStorage")
	@PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
	ResponseEntity<ItemReply> create(@RequestBody ItemData data,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable IdempotencyKey idempotencyKey,
			HttpServletRequest request) {
		Item item = this.dispatcher.dispatch(new CreateItemCommand(data, idempotencyKey));
		return reply(ResponseEntity.created(URI.create(request.getContextPath() + "/items/" + item.id())),
				"Item created", item);
	}

	@Operation(operationId = "getItem", summary = "Answers an item",
			description = "With If-None-Match, only if it is at another version.")
	@ApiResponse(responseCode = "200", description = "The item.", useReturnTypeSchema = true,
			headers = @Header(name = "ETag", ref = "ETag"))
	@ApiResponse(responseCode = "304", description = "The item is at a version of If-None-Match.", content = @Content,
			headers = @Header(name = "ETag", ref = "ETag"))
	@GetMapping(path = "/{id}", produces = APPLICATION_JSON_VALUE)
	ResponseEntity<ItemReply> get(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable EntityTags ifMatch,
			@RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable EntityTags ifNoneMatch) {
		Item item = this.dispatcher.dispatch(new GetItemQuery(id));
		item.checked(precondition(ifMatch, null));
		if (weakly(ifNoneMatch).contain(item.version())) {
			return ResponseEntity.status(HttpStatus.NOT_MODIFIED).cacheControl(REVALIDATE).eTag(eTag(item)).build();
		}
		return reply(ResponseEntity.ok().cacheControl(REVALIDATE), "Item retrieved", item);
	}

	@Operation(operationId = "listItems", summary = "Answers a page of items, oldest first",
			description = "Following next from page to page gives each item that was there at first and stays, once.")
	@ApiResponse(responseCode = "200", description = "A page.", useReturnTypeSchema = true,
			headers = @Header(name = "Link", description = "The next page (RFC 8288), where more items follow.",
					schema = @Schema(type = "string", example = "<" + NEXT_PATH + ">; rel=\"next\"")))
	@GetMapping(produces = APPLICATION_JSON_VALUE)
	ResponseEntity<PageReply> list(
			@Parameter(description = "How many items at most.",
					schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "100",
							defaultValue = "20")) @RequestParam(required = false) @Nullable Integer limit,
			@Parameter(description = "Where the page begins: opaque, as handed out in next.",
					schema = @Schema(type = "string")) @RequestParam(required = false) @Nullable UUID after,
			HttpServletRequest request) {
		int size = (limit != null) ? limit : DEFAULT_LIMIT;
		ListItemsQuery.Page page = this.dispatcher.dispatch(new ListItemsQuery(size, after));
		List<ItemReply> items = page.items().stream().map((item) -> ItemReply.of(null, item)).toList();
		if (!page.more()) {
			return ResponseEntity.ok(new PageReply("Items retrieved", items, null));
		}
		String next = "%s/items?limit=%d&after=%s".formatted(request.getContextPath(), size,
				items.get(items.size() - 1).id());
		return ResponseEntity.ok()
			.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"")
			.body(new PageReply("Items retrieved", items, next));
	}

	@Operation(operationId = "updateItem", summary = "Replaces the data of an item",
			description = "Replaces all of it and makes the next version; never creates an item.")
	@ApiResponse(responseCode = "200", description = "The item, updated.", useReturnTypeSchema = true,
			headers = @Header(name = "ETag", ref = "ETag"))
	@ApiResponse(responseCode = "507", ref = "InsufficientStorage")
	@PutMapping(path = "/{id}", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
	ResponseEntity<ItemReply> update(@PathVariable UUID id, @RequestBody ItemData data,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable EntityTags ifMatch,
			@RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable EntityTags ifNoneMatch) {
		return reply(ResponseEntity.ok(), "Item updated",
				this.dispatcher.dispatch(new UpdateItemCommand(id, data, precondition(ifMatch, ifNoneMatch))));
	}

	@Operation(operationId = "deleteItem", summary = "Deletes an item",
			description = "With If-Match, only if it is at one of the versions named.")
	@ApiResponse(responseCode = "204", description = "The item is gone.", content = @Content)
	@DeleteMapping("/{id}")
	ResponseEntity<Void> delete(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable EntityTags ifMatch,
			@RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable EntityTags ifNoneMatch) {
		this.dispatcher.dispatch(new DeleteItemCommand(id, precondition(ifMatch, ifNoneMatch)));
		return ResponseEntity.noContent().build();
	}

	private static ResponseEntity<ItemReply> reply(ResponseEntity.BodyBuilder response, String status, Item item) {
		return response.eTag(eTag(item)).body(ItemReply.of(status, item));
	}

	private static String eTag(Item item) {
		return "\"" + item.version() + "\"";
	}

	/** {@code If-Match} compares strongly, {@code If-None-Match} weakly. */
	private static Precondition precondition(@Nullable EntityTags ifMatch, @Nullable EntityTags ifNoneMatch) {
		return new Precondition((ifMatch != null) ? Versions.of(ifMatch.any(), ifMatch.strong()) : Versions.ALL,
				weakly(ifNoneMatch));
	}

	private static Versions weakly(@Nullable EntityTags tags) {
		return (tags != null) ? Versions.of(tags.any(), tags.all()) : Versions.NONE;
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> notFound(ItemNotFoundException ex) {
		return Problems.respond(HttpStatus.NOT_FOUND, "item-not-found", ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> conflict(VersionConflictException ex) {
		return Problems.respond(HttpStatus.PRECONDITION_FAILED, "version-conflict", ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> full(ItemsFullException ex) {
		return Problems.respond(HttpStatus.INSUFFICIENT_STORAGE, "items-full", ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> invalid(ConstraintViolationException ex) {
		return Problems.respond("invalid-item", ex);
	}

	/**
	 * An item.
	 *
	 * @param status what happened to it; absent in a list
	 */
	@Schema(name = "Item", description = "An item at one version.")
	record ItemReply(
			@Schema(description = "What happened to it; absent in a list.", example = "Item created",
					allowableValues = {
							"Item created", "Item retrieved", "Item updated" }) @Nullable String status,
			@Schema(description = "A UUIDv7 (RFC 9562), so that ids rise with time.", requiredMode = REQUIRED,
					example = ITEM_ID) UUID id,
			@Schema(description = "1 when created, one more with each update.", requiredMode = REQUIRED, minimum = "1",
					example = "1") long version,
			@Schema(description = "In UTC, to the microsecond.", requiredMode = REQUIRED,
					example = TIME) Instant createdAt,
			@Schema(description = "In UTC, to the microsecond.", requiredMode = REQUIRED,
					example = TIME) Instant updatedAt,
			@Schema(requiredMode = REQUIRED) ItemData data){

		private static final String TIME = "2026-01-31T09:15:27.123456Z";

		static ItemReply of(@Nullable String status, Item item) {
			return new ItemReply(status, item.id(), item.version(), item.createdAt(), item.updatedAt(), item.data());
		}

	}

	@Schema(name = "ItemPage", description = "Some of the items, oldest first.")
	record PageReply(
			@Schema(description = "What happened.", requiredMode = REQUIRED,
					allowableValues = "Items retrieved") String status,
			@Schema(requiredMode = REQUIRED) List<ItemReply> items,
			@Schema(description = "The path of the next page, where more items follow.",
					example = NEXT_PATH) @Nullable String next) {

	}

}
