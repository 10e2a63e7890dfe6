package com.resync.items;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.json.JsonTest;
import org.springframework.boot.test.json.JacksonTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * JSON in the slice {@code @JsonTest}.
 */
@JsonTest
class ItemDataJsonTests {

	@Autowired
	private JacksonTester<ItemData> json;

	@Test
	void dataIsReadAndWritten() throws Exception {
		assertThat(this.json.write(this.json.parseObject("{\"name\":\"x\"}")).getJson()).isEqualTo("{\"name\":\"x\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"name\":1}", "{\"name\":\"x\",\"name\":\"y\"}", "{\"name\":\"x\",\"other\":1}",
			"{\"name\":\"x\"} x" })
	void dataIsReadStrictly(String data) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> this.json.parseObject(data));
	}

}
