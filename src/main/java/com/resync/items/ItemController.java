package com.resync.items;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.spring.IdempotencyKey;
import com.resync.items.Precondition.Versions;
import com.resync.web.EntityTags;
import com.resync.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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

/**
 * Turns requests for {@code /items} into messages, and their results into replies.
 */
@RestController
@RequestMapping(path = "/items", produces = MediaType.APPLICATION_JSON_VALUE)
class ItemController {

	private static final int DEFAULT_LIMIT = 20;

	private final Dispatcher dispatcher;

	ItemController(Dispatcher dispatcher) {
		this.dispatcher = dispatcher;
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<ItemReply> create(@RequestBody ItemData data,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable IdempotencyKey idempotencyKey,
			HttpServletRequest request) {
		Item item = this.dispatcher.dispatch(new CreateItemCommand(data, idempotencyKey));
		return reply(ResponseEntity.created(URI.create(request.getContextPath() + "/items/" + item.id())),
				"Item created", item);
	}

	@GetMapping("/{id}")
	ResponseEntity<ItemReply> get(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable EntityTags ifMatch,
			@RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable EntityTags ifNoneMatch) {
		Item item = this.dispatcher.dispatch(new GetItemQuery(id));
		item.checked(precondition(ifMatch, null));
		if (weakly(ifNoneMatch).contain(item.version())) {
			return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(eTag(item)).build();
		}
		return reply(ResponseEntity.ok(), "Item retrieved", item);
	}

	@GetMapping
	ResponseEntity<PageReply> list(@RequestParam(required = false) @Nullable Integer limit,
			@RequestParam(required = false) @Nullable UUID after, HttpServletRequest request) {
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

	@PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<ItemReply> update(@PathVariable UUID id, @RequestBody ItemData data,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable EntityTags ifMatch,
			@RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable EntityTags ifNoneMatch) {
		return reply(ResponseEntity.ok(), "Item updated",
				this.dispatcher.dispatch(new UpdateItemCommand(id, data, precondition(ifMatch, ifNoneMatch))));
	}

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
	record ItemReply(@Nullable String status, UUID id, long version, Instant createdAt, Instant updatedAt,
			ItemData data) {

		static ItemReply of(@Nullable String status, Item item) {
			return new ItemReply(status, item.id(), item.version(), item.createdAt(), item.updatedAt(), item.data());
		}

	}

	record PageReply(String status, List<ItemReply> items, @Nullable String next) {

	}

}
