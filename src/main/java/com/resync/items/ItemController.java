package com.resync.items;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

import com.resync.cqrs.Dispatcher;
import com.resync.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Turns requests for {@code /items} into messages, and their results into replies.
 */
@RestController
@RequestMapping(path = "/items", produces = MediaType.APPLICATION_JSON_VALUE)
class ItemController {

	private final Dispatcher dispatcher;

	ItemController(Dispatcher dispatcher) {
		this.dispatcher = dispatcher;
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<ItemReply> create(@RequestBody ItemData data, HttpServletRequest request) {
		Item item = this.dispatcher.dispatch(new CreateItemCommand(data));
		return reply(ResponseEntity.created(URI.create(request.getContextPath() + "/items/" + item.id())),
				"Item created", item);
	}

	@GetMapping("/{id}")
	ResponseEntity<ItemReply> get(@PathVariable UUID id) {
		return reply(ResponseEntity.ok(), "Item retrieved", this.dispatcher.dispatch(new GetItemQuery(id)));
	}

	private static ResponseEntity<ItemReply> reply(ResponseEntity.BodyBuilder response, String status, Item item) {
		return response.eTag(Long.toString(item.version()))
			.body(new ItemReply(status, item.id(), item.version(), item.createdAt(), item.updatedAt(), item.data()));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> notFound(ItemNotFoundException ex) {
		return Problems.respond(HttpStatus.NOT_FOUND, "item-not-found", ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> invalid(ConstraintViolationException ex) {
		return Problems.respond("invalid-item", ex);
	}

	record ItemReply(String status, UUID id, long version, Instant createdAt, Instant updatedAt, ItemData data) {

	}

}
