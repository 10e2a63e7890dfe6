package com.resync.items;

import java.util.UUID;

import com.resync.cqrs.Dispatcher;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * The controller in the slice {@code @WebMvcTest}.
 */
@WebMvcTest(ItemController.class)
class ItemControllerSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@MockitoBean
	private Dispatcher dispatcher;

	@Test
	void resultBecomesAResponse() {
		Item item = Item.create(UUID.randomUUID(), new ItemData("x", null));
		given(this.dispatcher.dispatch(new GetItemQuery(item.id()))).willReturn(item);
		assertThat(this.mvc.get().uri("/items/" + item.id())).hasStatusOk().hasHeader("ETag", "\"1\"");
	}

	@Test
	void exceptionBecomesAProblem() {
		UUID id = UUID.randomUUID();
		given(this.dispatcher.dispatch(new GetItemQuery(id))).willThrow(new ItemNotFoundException(id));
		assertThat(this.mvc.get().uri("/items/" + id)).hasStatus(404)
			.bodyJson()
			.extractingPath("$.type")
			.isEqualTo("urn:resync:problem:item-not-found");
	}

	@Test
	void inputIsReadStrictly() {
		assertThat(this.mvc.get().uri("/items/1-1-1-1-1")).hasStatus(400);
		assertThat(this.mvc.post().uri("/items").contentType(MediaType.APPLICATION_JSON).content("{\"name\":1}"))
			.hasStatus(400);
	}

}
