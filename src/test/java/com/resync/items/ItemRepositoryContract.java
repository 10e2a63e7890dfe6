package com.resync.items;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.resync.items.Precondition.Versions;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DuplicateKeyException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What every repository of items does.
 */
abstract class ItemRepositoryContract {

	static final Precondition ANY = new Precondition(Versions.ALL, Versions.NONE);

	private static final ItemData NEW = new ItemData("new", "description");

	private final Item item = item();

	abstract ItemRepository items();

	static Item item() {
		return Item.create(UUID.randomUUID(), new ItemData("name", null));
	}

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
		assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> items().add(second));
		assertThat(items().find(this.item.id())).hasValue(this.item);
	}

	@Test
	void updateMakesTheNextVersion() {
		items().add(this.item);
		Item updated = items().update(this.item.id(), NEW, ANY).orElseThrow();
		assertThat(updated.id()).isEqualTo(this.item.id());
		assertThat(updated.version()).isEqualTo(2);
		assertThat(updated.createdAt()).isEqualTo(this.item.createdAt());
		assertThat(updated.updatedAt()).isAfterOrEqualTo(this.item.updatedAt());
		assertThat(updated.data()).isEqualTo(NEW);
		assertThat(items().find(this.item.id())).hasValue(updated);
	}

	@Test
	void updateOfAnUnknownIdMakesNothing() {
		assertThat(items().update(this.item.id(), NEW, ANY)).isEmpty();
		assertThat(items().find(this.item.id())).isEmpty();
	}

	@Test
	void versionThatIsNotAllowedIsNeitherUpdatedNorRemoved() {
		items().add(this.item);
		List<Precondition> refusing = List.of(matching(2L), matching(), noneMatching(1L, 2L),
				new Precondition(Versions.ALL, Versions.ALL));
		for (Precondition precondition : refusing) {
			assertThatExceptionOfType(VersionConflictException.class)
				.isThrownBy(() -> items().update(this.item.id(), NEW, precondition));
			assertThatExceptionOfType(VersionConflictException.class)
				.isThrownBy(() -> items().remove(this.item.id(), precondition));
		}
		assertThat(items().find(this.item.id())).hasValue(this.item);
	}

	@Test
	void versionThatIsAllowedIsUpdatedAndRemoved() {
		items().add(this.item);
		assertThat(items().update(this.item.id(), NEW, matching(1L, 7L))).isPresent();
		Item updated = items().update(this.item.id(), NEW, noneMatching(1L)).orElseThrow();
		assertThat(updated.version()).isEqualTo(3);
		assertThat(items().remove(this.item.id(), matching(3L))).hasValue(updated);
	}

	@Test
	void removedItemIsGone() {
		items().add(this.item);
		assertThat(items().remove(this.item.id(), ANY)).hasValue(this.item);
		assertThat(items().find(this.item.id())).isEmpty();
		assertThat(items().list(null, 100)).doesNotContain(this.item);
		assertThat(items().remove(this.item.id(), matching(1L))).isEmpty();
	}

	@Test
	void itemsAreListedByIdAsUnsignedNumber() {
		List<Item> all = Stream
			.of("00000000-0000-0000-0000-000000000001", "00000000-0000-0000-8000-000000000000",
					"7fffffff-ffff-ffff-ffff-ffffffffffff", "80000000-0000-0000-0000-000000000000")
			.map((id) -> Item.create(UUID.fromString(id), NEW))
			.toList();
		Stream.of(2, 0, 3, 1).map(all::get).forEach(items()::add);
		assertThat(items().list(null, 100)).containsExactlyElementsOf(all);
		assertThat(items().list(null, 2)).containsExactlyElementsOf(all.subList(0, 2));
		assertThat(items().list(all.get(1).id(), 100)).containsExactlyElementsOf(all.subList(2, 4));
		assertThat(items().list(UUID.fromString("00000000-0000-0000-0000-000000000002"), 1))
			.containsExactly(all.get(1));
		assertThat(items().list(all.get(3).id(), 100)).isEmpty();
	}

	@Test
	void concurrentConditionalUpdatesLoseNothing() throws Exception {
		items().add(this.item);
		inParallel(8, () -> {
			for (int made = 0; made < 25;) {
				try {
					items().update(this.item.id(), NEW, matching(items().find(this.item.id()).orElseThrow().version()));
					made++;
				}
				catch (VersionConflictException ex) {
					// Another thread was first: try again.
				}
			}
			return null;
		});
		assertThat(items().find(this.item.id()).orElseThrow().version()).isEqualTo(201);
	}

	@Test
	void oneOfManyRemovesAnItem() throws Exception {
		items().add(this.item);
		List<Boolean> removed = inParallel(8, () -> items().remove(this.item.id(), ANY).isPresent());
		assertThat(removed).containsOnlyOnce(true);
	}

	private static <T> List<T> inParallel(int threads, Callable<T> task) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<T>> futures = executor.invokeAll(Collections.nCopies(threads, task));
			List<T> results = new ArrayList<>();
			for (Future<T> future : futures) {
				results.add(future.get());
			}
			return results;
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static Precondition matching(Long... versions) {
		return new Precondition(listed(versions), Versions.NONE);
	}

	private static Precondition noneMatching(Long... versions) {
		return new Precondition(Versions.ALL, listed(versions));
	}

	/** Also contains text that is not a version. */
	private static Versions listed(Long... versions) {
		return new Versions(false, Stream.concat(Stream.of("x", "", "01"), Stream.of(versions).map(String::valueOf))
			.collect(Collectors.toSet()));
	}

}
