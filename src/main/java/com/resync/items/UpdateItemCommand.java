package com.resync.items;

import java.util.UUID;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.RequiresScope;
import com.resync.web.problem.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.springframework.stereotype.Component;

/**
 * Replaces the data of an item and returns its new version. Throws
 * {@link ItemNotFoundException} or, if the precondition does not allow its version,
 * {@link VersionConflictException}.
 */
@RequiresScope("items:write")
@ProblemType("invalid-item")
record UpdateItemCommand(UUID id, @NotNull @Valid ItemData data, Precondition precondition) implements Command<Item> {

	@Component
	static class Handler implements CommandHandler<UpdateItemCommand, Item> {

		private final ItemRepository items;

		Handler(ItemRepository items) {
			this.items = items;
		}

		@Override
		public Item handle(UpdateItemCommand command) {
			return this.items.update(command.id(), command.data(), command.precondition())
				.orElseThrow(() -> new ItemNotFoundException(command.id()));
		}

	}

}
