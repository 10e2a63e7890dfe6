package com.resync.items;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InMemoryItemRepositoryTests extends ItemRepositoryContract {

	private final ItemRepository items = repository(100, null);

	private static InMemoryItemRepository repository(int capacity, @Nullable DataSize maxSize) {
		return new InMemoryItemRepository(new MemoryProperties(capacity, maxSize));
	}

	@Override
	ItemRepository items() {
		return this.items;
	}

	@Test
	void fullRepositoryRefusesNewItemsOnly() {
		InMemoryItemRepository full = repository(1, null);
		Item item = item();
		full.add(item);
		assertThatExceptionOfType(ItemsFullException.class).isThrownBy(() -> full.add(item()));
		assertThat(full.list(null, 10)).containsExactly(item);
		assertThat(full.update(item.id(), new ItemData("new", null), ANY)).isPresent();
		assertThat(full.remove(item.id(), ANY)).isPresent();
		full.add(item());
	}

	@Test
	void refusedAndRemovedItemsTakeNoRoom() {
		InMemoryItemRepository two = repository(2, null);
		Item item = item();
		two.add(item);
		assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> two.add(item));
		two.remove(UUID.randomUUID(), ANY);
		two.add(item());
		assertThatExceptionOfType(ItemsFullException.class).isThrownBy(() -> two.add(item()));
	}

	@Test
	void textTakesItsRoomAndGivesItBack() {
		InMemoryItemRepository small = repository(100, DataSize.ofBytes(6000));
		Item item = item();
		small.add(item);
		ItemData large = new ItemData("name", "x".repeat(2000));
		small.update(item.id(), large, ANY);
		assertThatExceptionOfType(ItemsFullException.class)
			.isThrownBy(() -> small.add(Item.create(UUID.randomUUID(), large)));
		Item other = item();
		small.add(other);
		assertThatExceptionOfType(ItemsFullException.class).isThrownBy(() -> small.update(other.id(), large, ANY));
		assertThat(small.find(other.id())).hasValue(other);
		small.update(item.id(), item.data(), ANY);
		assertThat(small.update(other.id(), large, ANY)).isPresent();
		small.remove(other.id(), ANY);
		small.add(Item.create(UUID.randomUUID(), large));
	}

	@Test
	void refusedAddsDoNotGetInTheWayOfUpdates() throws Exception {
		InMemoryItemRepository full = repository(1, null);
		Item item = item();
		full.add(item);
		Thread adding = new Thread(() -> {
			while (!Thread.currentThread().isInterrupted()) {
				try {
					full.add(item());
				}
				catch (ItemsFullException ex) {
					// As it should be.
				}
			}
		});
		adding.start();
		try {
			for (int i = 0; i < 20_000; i++) {
				full.update(item.id(), new ItemData("x".repeat(1 + i % 2), null), ANY);
			}
		}
		finally {
			adding.interrupt();
			adding.join();
		}
		assertThat(full.list(null, 10)).hasSize(1);
	}

}
