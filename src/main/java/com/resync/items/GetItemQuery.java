package com.resync.items;

import java.util.UUID;

import com.resync.cqrs.Query;
import com.resync.cqrs.QueryHandler;
import com.resync.cqrs.RequiresScope;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Returns an item by its id, or throws {@link ItemNotFoundException}. Other features may
 * dispatch it.
 */
@RequiresScope("items:read")
public record GetItemQuery(UUID id) implements Query<Item> {

	@Component
	static class Handler implements QueryHandler<GetItemQuery, Item> {

		private final ItemRepository items;

		Handler(ItemRepository items) {
			this.items = items;
		}

		/**
		 * One statement needs no transaction. Outside a read-only transaction it never
		 * uses a replica: a client must see its own changes, and never an older version
		 * than it has.
		 */
		@Override
		@Transactional(propagation = Propagation.SUPPORTS)
		public Item handle(GetItemQuery query) {
			return this.items.find(query.id()).orElseThrow(() -> new ItemNotFoundException(query.id()));
		}

	}

}
