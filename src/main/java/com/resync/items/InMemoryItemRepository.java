package com.resync.items;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Repository;

/**
 * Keeps items for as long as the process lives.
 */
@Repository
class InMemoryItemRepository implements ItemRepository, InfoContributor {

	private final ConcurrentMap<UUID, Item> items = new ConcurrentHashMap<>();

	@Override
	public void add(Item item) {
		if (this.items.putIfAbsent(item.id(), item) != null) {
			throw new IllegalStateException("There is an item " + item.id() + " already");
		}
	}

	@Override
	public Optional<Item> find(UUID id) {
		return Optional.ofNullable(this.items.get(id));
	}

	@Override
	public void contribute(Info.Builder info) {
		info.withDetail("items", "in memory");
	}

}
