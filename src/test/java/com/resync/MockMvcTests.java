package com.resync;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service without a server.
 */
@SpringBootTest
@AutoConfigureMockMvc
class MockMvcTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void itemIsCreatedAndRead() {
		String location = this.mvc.post()
			.uri("/items")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"name\":\"x\"}")
			.exchange()
			.getResponse()
			.getHeader("Location");
		assertThat(this.mvc.get().uri(String.valueOf(location))).hasStatusOk()
			.bodyJson()
			.extractingPath("$.data.name")
			.isEqualTo("x");
	}

	@Test
	void bodyThatIsTooLargeIsRefused() {
		assertThat(this.mvc.post()
			.uri("/items")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"name\":\"" + "x".repeat(70_000) + "\"}")).hasStatus(413);
	}

}
