package com.resync.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.jayway.jsonpath.JsonPath;
import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.HandlerTable;
import com.resync.items.GetItemQuery;
import com.resync.items.Item;
import com.resync.items.ItemNotFoundException;
import com.resync.web.problem.ProblemType;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A second feature, which dispatches a message of the first.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import({ OrdersTests.PlaceOrderCommand.Handler.class, OrdersTests.OrderController.class })
class OrdersTests {

	private static final UUID UNKNOWN = UUID.fromString("0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11");

	@Autowired
	private MockMvcTester http;

	@Autowired
	private Dispatcher dispatcher;

	@Test
	void orderNamesItemsOfTheOtherFeature() throws Exception {
		String id = JsonPath.read(post("/items", "{\"name\":\"x\"}").getResponse().getContentAsString(), "$.id");
		assertThat(post("/orders", order(id, 2))).hasStatus(HttpStatus.CREATED).bodyJson().isStrictlyEqualTo("[\"x\"]");
	}

	@Test
	void absentItemIsTheProblemThatItIsInTheOtherFeature() {
		assertThat(post("/orders", order(UNKNOWN.toString(), 1))).hasStatus(HttpStatus.NOT_FOUND)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.isLenientlyEqualTo("""
					{"type": "urn:resync:problem:item-not-found", "status": 404, "instance": "/orders"}""");
	}

	@Test
	void errorsPointIntoLists() {
		assertThat(post("/orders", """
				{"lines": [{"item": "%1$s", "quantity": 1}, {"item": "%1$s", "quantity": 0}]}""".formatted(UNKNOWN)))
			.hasStatus(HttpStatus.BAD_REQUEST)
			.bodyJson()
			.isLenientlyEqualTo("""
					{"type": "urn:resync:problem:invalid-order",
					 "errors": [{"pointer": "/lines/1/quantity", "detail": "must be greater than 0"}]}""");
	}

	@Test
	void fractionIsNoWholeNumber() {
		assertThat(post("/orders", order(UNKNOWN.toString(), 1).replace(":1}", ":1.5}")))
			.hasStatus(HttpStatus.BAD_REQUEST)
			.bodyText()
			.contains("The value of /lines/0/quantity is of a wrong type");
	}

	/** How a handler is tested with its interceptors, without HTTP. */
	@Test
	void commandIsValidatedWhoeverDispatchesIt() {
		assertThatExceptionOfType(ConstraintViolationException.class)
			.isThrownBy(() -> this.dispatcher.dispatch(new PlaceOrderCommand(new Order(List.of()))));
	}

	/**
	 * How a handler is tested alone: the dispatcher that it uses is a table of lambdas.
	 */
	@Test
	void handlerAsksForEachItem() {
		List<UUID> asked = new ArrayList<>();
		Dispatcher items = HandlerTable.builder().<GetItemQuery, Item>query(GetItemQuery.class, (query) -> {
			asked.add(query.id());
			throw new ItemNotFoundException(query.id());
		}).build();
		assertThatExceptionOfType(ItemNotFoundException.class).isThrownBy(() -> new PlaceOrderCommand.Handler(items)
			.handle(new PlaceOrderCommand(new Order(List.of(new Line(UNKNOWN, 1))))));
		assertThat(asked).containsExactly(UNKNOWN);
	}

	private static String order(String item, int quantity) {
		return "{\"lines\":[{\"item\":\"%s\",\"quantity\":%d}]}".formatted(item, quantity);
	}

	private MvcTestResult post(String path, String body) {
		return this.http.post().uri(path).contentType(MediaType.APPLICATION_JSON).content(body).exchange();
	}

	record Order(@NotEmpty List<@Valid Line> lines) {
	}

	record Line(@NotNull UUID item, @Positive int quantity) {
	}

	@ProblemType("invalid-order")
	record PlaceOrderCommand(@NotNull @Valid Order order) implements Command<List<String>> {

		@Component
		static class Handler implements CommandHandler<PlaceOrderCommand, List<String>> {

			private final Dispatcher dispatcher;

			Handler(Dispatcher dispatcher) {
				this.dispatcher = dispatcher;
			}

			@Override
			public List<String> handle(PlaceOrderCommand command) {
				return command.order()
					.lines()
					.stream()
					.map((line) -> this.dispatcher.dispatch(new GetItemQuery(line.item())).data().name())
					.toList();
			}

		}

	}

	@RestController
	static class OrderController {

		private final Dispatcher dispatcher;

		OrderController(Dispatcher dispatcher) {
			this.dispatcher = dispatcher;
		}

		@PostMapping("/orders")
		@ResponseStatus(HttpStatus.CREATED)
		List<String> place(@RequestBody Order order) {
			return this.dispatcher.dispatch(new PlaceOrderCommand(order));
		}

	}

}
