package com.resync.web.input;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
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
 * JSON is read strictly for the types that further features may have.
 */
@JsonTest
class StrictJsonTests {

	@Autowired
	private JacksonTester<Body> json;

	@Test
	void valuesOfTheirTypesAreRead() throws Exception {
		assertThat(this.json.parseObject("""
				{"number":1,"fraction":1,"flag":true,"unit":"KG","id":"0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11",
				 "time":"2026-01-31T09:15:27Z","texts":["x"]}""").unit()).isEqualTo(Unit.KG);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"number\":1.5", "\"number\":\"1\"", "\"number\":true", "\"number\":null",
			"\"fraction\":\"1\"", "\"flag\":1", "\"flag\":\"true\"", "\"unit\":0", "\"unit\":\"kg\"", "\"unit\":\"\"",
			"\"id\":1", "\"id\":\"1-1-1-1-1\"", "\"id\":\"\"", "\"time\":\"\"", "\"texts\":\"x\"", "\"texts\":[1]",
			"\"texts\":{}" })
	void valueOfAnotherTypeIsRefused(String field) {
		String others = field.startsWith("\"number\"") ? "" : "\"number\":1,";
		assertThatExceptionOfType(JacksonException.class)
			.isThrownBy(() -> this.json.parseObject("{" + others + field + "}"));
	}

	@Test
	void absentNumberIsRefused() {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> this.json.parseObject("{}"));
	}

	enum Unit {

		KG

	}

	record Body(int number, @Nullable Double fraction, @Nullable Boolean flag, @Nullable Unit unit, @Nullable UUID id,
			@Nullable Instant time, @Nullable List<String> texts) {
	}

}
