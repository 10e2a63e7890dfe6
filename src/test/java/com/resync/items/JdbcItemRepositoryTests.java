package com.resync.items;

import java.util.UUID;

import com.resync.postgres.WithPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest(webEnvironment = WebEnvironment.NONE)
class JdbcItemRepositoryTests extends ItemRepositoryContract implements WithPostgres {

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ItemRepository items;

	@Override
	ItemRepository items() {
		return this.items;
	}

	@BeforeEach
	void clear() {
		this.jdbc.sql("DELETE FROM item").update();
	}

	@Test
	void textIsKeptToTheCharacter() {
		Item item = Item.create(UUID.randomUUID(),
				new ItemData("😀".repeat(200), " e\u0301\u202e\u200b\t\n\r\ue000\ufffe "));
		this.items.add(item);
		assertThat(this.items.find(item.id())).hasValue(item);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\u3000\u00a0", "\u0001x", "\u007fx", "\u0085x" })
	void nameThatBreaksARuleIsRefusedByTheTableToo(String name) {
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.items.add(Item.create(UUID.randomUUID(), new ItemData(name, null))));
	}

	@Test
	void textThatIsTooLongIsRefusedByTheTableToo() {
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.items.add(Item.create(UUID.randomUUID(), new ItemData("x".repeat(201), null))));
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.items.add(Item.create(UUID.randomUUID(), new ItemData("x", "x".repeat(2001)))));
	}

	@Test
	void refusalByTheTableDoesNotTellTheText() {
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.items.add(Item.create(UUID.randomUUID(), new ItemData("\u0001secret", null))))
			.havingRootCause()
			.withMessageContaining("violates check constraint")
			.withMessageNotContaining("secret");
	}

}
