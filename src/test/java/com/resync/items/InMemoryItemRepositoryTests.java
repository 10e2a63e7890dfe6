package com.resync.items;

class InMemoryItemRepositoryTests extends ItemRepositoryContract {

	private final ItemRepository items = new InMemoryItemRepository();

	@Override
	ItemRepository items() {
		return this.items;
	}

}
