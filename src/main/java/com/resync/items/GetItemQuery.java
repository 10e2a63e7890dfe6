package com.resync.items;

import java.util.UUID;

import com.resync.cqrs.Query;
import com.resync.cqrs.QueryHandler;
import com.resync.cqrs.RequiresScope;

import org.springframework.stereotype.Component;

/**
 * Answers an item by its id.
 */
@RequiresScope("items:read")
record GetItemQuery(UUID id) implements Query<Item> {

	@Component
	static class Handler implements QueryHandler<GetItemQuery, Item> {

		private final ItemRepository items;

		Handler(ItemRepository items) {
			this.items = items;
		}

		/**
		 * Answers the item.
		 * @throws ItemNotFoundException if there is none with the id
		 */
		@Override
		public Item handle(GetItemQuery query) {
			return this.items.find(query.id()).orElseThrow(() -> new ItemNotFoundException(query.id()));
		}

	}

}
