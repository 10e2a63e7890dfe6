package com.resync.items;

import java.util.List;
import java.util.UUID;

import com.resync.cqrs.Query;
import com.resync.cqrs.QueryHandler;
import com.resync.cqrs.RequiresScope;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Returns a page of items, oldest first.
 *
 * @param limit how many at most
 * @param after items with a larger id are returned, {@code null} for the first page
 */
@RequiresScope("items:read")
record ListItemsQuery(@Range(min = 1, max = 100, message = "must be between 1 and 100") int limit,
		@Nullable UUID after) implements Query<ListItemsQuery.Page> {

	/**
	 * A page of items.
	 *
	 * @param more whether more items follow
	 */
	record Page(List<Item> items, boolean more) {

	}

	@Component
	static class Handler implements QueryHandler<ListItemsQuery, Page> {

		private final ItemRepository items;

		Handler(ItemRepository items) {
			this.items = items;
		}

		/**
		 * Reads one item more than the page holds, to know whether more follow. Runs in a
		 * read-only transaction, as queries do, so it may go to a replica.
		 */
		@Override
		public Page handle(ListItemsQuery query) {
			List<Item> found = this.items.list(query.after(), query.limit() + 1);
			boolean more = found.size() > query.limit();
			return new Page(more ? found.subList(0, query.limit()) : found, more);
		}

	}

}
