package com.resync.items;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.springframework.stereotype.Component;

/**
 * Creates an item and answers it.
 */
record CreateItemCommand(@NotNull @Valid ItemData data) implements Command<Item> {

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
