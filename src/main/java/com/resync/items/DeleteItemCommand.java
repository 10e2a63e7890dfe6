package com.resync.items;

import java.util.UUID;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.RequiresScope;

import org.springframework.stereotype.Component;

/**
 * Deletes an item and returns its last version. Throws {@link ItemNotFoundException} or,
 * if the precondition does not allow its version, {@link VersionConflictException}.
 */
@RequiresScope("items:write")
record DeleteItemCommand(UUID id, Precondition precondition) implements Command<Item> {

	@Component
	static class Handler implements CommandHandler<DeleteItemCommand, Item> {

		private final ItemRepository items;

		Handler(ItemRepository items) {
			this.items = items;
		}

		@Override
		public Item handle(DeleteItemCommand command) {
			return this.items.remove(command.id(), command.precondition())
				.orElseThrow(() -> new ItemNotFoundException(command.id()));
		}

	}

}
