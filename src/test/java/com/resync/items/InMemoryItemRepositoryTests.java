package com.resync.items;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InMemoryItemRepositoryTests extends ItemRepositoryContract {

	private final ItemRepository items = new InMemoryItemRepository(100);

	@Override
	ItemRepository items() {
		return this.items;
	}

	@Test
	void fullRepositoryRefusesNewItemsOnly() {
		InMemoryItemRepository full = new InMemoryItemRepository(1);
		Item item = item();
		full.add(item);
		assertThatExceptionOfType(ItemsFullException.class).isThrownBy(() -> full.add(item()))
			.withMessageContaining("1");
		assertThat(full.list(null, 10)).containsExactly(item);
		assertThat(full.update(item.id(), new ItemData("new", null), Precondition.NONE)).isPresent();
		assertThat(full.remove(item.id(), Precondition.NONE)).isPresent();
		full.add(item());
	}

	@Test
	void refusedAndRemovedItemsTakeNoRoom() {
		InMemoryItemRepository two = new InMemoryItemRepository(2);
		Item item = item();
		two.add(item);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> two.add(item));
		two.remove(UUID.randomUUID(), Precondition.NONE);
		two.add(item());
		assertThatExceptionOfType(ItemsFullException.class).isThrownBy(() -> two.add(item()));
	}

}
