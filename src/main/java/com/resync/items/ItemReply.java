package com.resync.items;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/**
 * An item as it is sent to a client.
 *
 * @param status what the call has done with it; absent in a page
 */
@Schema(name = "Item", description = "An item at one version.")
record ItemReply(
		@Schema(description = "What the call has done with it; absent in a page.", example = "Item created",
				allowableValues = {
						"Item created", "Item retrieved", "Item updated" }) @Nullable String status,
		@Schema(description = "A UUIDv7 (RFC 9562), so ids increase with time.", requiredMode = REQUIRED,
				example = ItemApi.ITEM_ID) UUID id,
		@Schema(description = "1 when created, one more with each update.", requiredMode = REQUIRED, minimum = "1",
				example = "1") long version,
		@Schema(description = "In UTC, with microseconds.", requiredMode = REQUIRED,
				example = ItemApi.TIME) Instant createdAt,
		@Schema(description = "In UTC, with microseconds.", requiredMode = REQUIRED,
				example = ItemApi.TIME) Instant updatedAt,
		@Schema(requiredMode = REQUIRED) ItemData data){

	static ItemReply of(@Nullable String status, Item item) {
		return new ItemReply(status, item.id(), item.version(), item.createdAt(), item.updatedAt(), item.data());
	}

	/**
	 * A page of items.
	 *
	 * @param next the path of the next page, {@code null} if this is the last
	 */
	@Schema(name = "ItemPage", description = "A page of items, oldest first.")
	record Page(
			@Schema(description = "The result of the call.", requiredMode = REQUIRED,
					allowableValues = "Items retrieved") String status,
			@Schema(requiredMode = REQUIRED) List<ItemReply> items,
			@Schema(description = "The path of the next page; absent if this is the last.",
					example = ItemApi.NEXT_PATH) @Nullable String next) {

	}

}
