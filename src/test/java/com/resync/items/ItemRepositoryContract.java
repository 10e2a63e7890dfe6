package com.resync.items;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What every keeper of items does alike.
 */
abstract class ItemRepositoryContract {

	private final Item item = Item.create(UUID.randomUUID(), new ItemData("name", null));

	abstract ItemRepository items();

	@Test
	void addedItemIsFoundAsItWas() {
		items().add(this.item);
		assertThat(items().find(this.item.id())).hasValue(this.item);
	}

	@Test
	void unknownIdFindsNothing() {
		assertThat(items().find(UUID.randomUUID())).isEmpty();
	}

	@Test
	void secondItemOfAnIdIsRefusedAndTheFirstKept() {
		items().add(this.item);
		Item second = new Item(this.item.id(), 1, Instant.EPOCH, Instant.EPOCH, new ItemData("second", null));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> items().add(second))
			.withMessageContaining(this.item.id().toString());
		assertThat(items().find(this.item.id())).hasValue(this.item);
	}

}
