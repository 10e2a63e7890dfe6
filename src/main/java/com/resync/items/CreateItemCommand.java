package com.resync.items;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.RequiresScope;
import com.resync.cqrs.idempotency.IdempotencyKey;
import com.resync.cqrs.idempotency.IdempotentCommand;
import com.resync.web.problem.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Creates an item and returns it. Throws {@link ItemsFullException} if the limit of items
 * is reached.
 */
@RequiresScope("items:write")
@ProblemType("invalid-item")
record CreateItemCommand(@NotNull @Valid ItemData data,
		@Nullable IdempotencyKey idempotencyKey) implements IdempotentCommand<Item> {

	@Override
	public ItemData payload() {
		return this.data;
	}

	@Component
	static class Handler implements CommandHandler<CreateItemCommand, Item> {

		private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

		private final ItemRepository items;

		Handler(ItemRepository items) {
			this.items = items;
		}

		@Override
		public Item handle(CreateItemCommand command) {
			Item item = Item.create(this.ids.generate(), command.data());
			this.items.add(item);
			return item;
		}

	}

}
