package com.resync.items;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.idempotency.IdempotencyKey;
import com.resync.items.Precondition.Versions;
import com.resync.web.input.EntityTags;
import com.resync.web.input.Preconditions;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

/**
 * Turns requests for {@code /items} into messages, and their results into responses.
 */
@RestController
@RequestMapping("/items")
class ItemController implements ItemApi {

	private static final int DEFAULT_LIMIT = 20;

	/** A client may cache an item, but must check each time whether it is current. */
	private static final CacheControl REVALIDATE = CacheControl.noCache().cachePrivate();

	private final Dispatcher dispatcher;

	ItemController(Dispatcher dispatcher) {
		this.dispatcher = dispatcher;
	}

	@Override
	@PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
	public ResponseEntity<ItemReply> create(@RequestBody ItemData data, @Nullable IdempotencyKey idempotencyKey,
			HttpServletRequest request) {
		Item item = this.dispatcher.dispatch(new CreateItemCommand(data, idempotencyKey));
		return reply(ResponseEntity.created(URI.create(path(request) + "/" + item.id())), "Item created", item);
	}

	@Override
	@GetMapping(path = "/{id}", produces = APPLICATION_JSON_VALUE)
	public ResponseEntity<ItemReply> get(@PathVariable UUID id, Preconditions preconditions) {
		Item item = this.dispatcher.dispatch(new GetItemQuery(id));
		item.checked(new Precondition(strongly(preconditions.ifMatch()), Versions.NONE));
		if (weakly(preconditions.ifNoneMatch()).contain(item.version())) {
			return ResponseEntity.status(HttpStatus.NOT_MODIFIED).cacheControl(REVALIDATE).eTag(eTag(item)).build();
		}
		return reply(ResponseEntity.ok().cacheControl(REVALIDATE), "Item retrieved", item);
	}

	@Override
	@GetMapping(produces = APPLICATION_JSON_VALUE)
	public ResponseEntity<ItemReply.Page> list(@RequestParam(required = false) @Nullable Integer limit,
			@RequestParam(required = false) @Nullable UUID after, HttpServletRequest request) {
		int size = (limit != null) ? limit : DEFAULT_LIMIT;
		ListItemsQuery.Page page = this.dispatcher.dispatch(new ListItemsQuery(size, after));
		List<ItemReply> items = page.items().stream().map((item) -> ItemReply.of(null, item)).toList();
		if (!page.more()) {
			return ResponseEntity.ok(new ItemReply.Page("Items retrieved", items, null));
		}
		String next = "%s?limit=%d&after=%s".formatted(path(request), size, items.get(items.size() - 1).id());
		return ResponseEntity.ok()
			.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"")
			.body(new ItemReply.Page("Items retrieved", items, next));
	}

	@Override
	@PutMapping(path = "/{id}", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
	public ResponseEntity<ItemReply> update(@PathVariable UUID id, @RequestBody ItemData data,
			Preconditions preconditions) {
		return reply(ResponseEntity.ok(), "Item updated",
				this.dispatcher.dispatch(new UpdateItemCommand(id, data, precondition(preconditions))));
	}

	@Override
	@DeleteMapping("/{id}")
	public ResponseEntity<Void> delete(@PathVariable UUID id, Preconditions preconditions) {
		this.dispatcher.dispatch(new DeleteItemCommand(id, precondition(preconditions)));
		return ResponseEntity.noContent().build();
	}

	/** As the client sees it: behind a proxy, under a context path or another prefix. */
	private static String path(HttpServletRequest request) {
		String uri = request.getRequestURI();
		int parameters = uri.indexOf(';');
		return (parameters < 0) ? uri : uri.substring(0, parameters);
	}

	private static ResponseEntity<ItemReply> reply(ResponseEntity.BodyBuilder response, String status, Item item) {
		return response.eTag(eTag(item)).body(ItemReply.of(status, item));
	}

	private static String eTag(Item item) {
		return "\"" + item.version() + "\"";
	}

	private static Precondition precondition(Preconditions requested) {
		return new Precondition(strongly(requested.ifMatch()), weakly(requested.ifNoneMatch()));
	}

	private static Versions strongly(@Nullable EntityTags tags) {
		return (tags != null) ? new Versions(tags.any(), tags.strong()) : Versions.ALL;
	}

	private static Versions weakly(@Nullable EntityTags tags) {
		return (tags != null) ? new Versions(tags.any(), tags.all()) : Versions.NONE;
	}

}
