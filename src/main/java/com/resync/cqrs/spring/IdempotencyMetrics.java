package com.resync.cqrs.spring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Tells what idempotency keys take of the heap. Those in a database take nothing of it.
 */
class IdempotencyMetrics implements MeterBinder {

	private final IdempotencyStore store;

	IdempotencyMetrics(IdempotencyStore store) {
		this.store = store;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		if (this.store instanceof InMemoryIdempotencyStore memory) {
			Gauge.builder("cqrs.idempotency.memory.used", memory, InMemoryIdempotencyStore::bytes)
				.description("What idempotency keys and answers take of the heap, about")
				.baseUnit(BaseUnits.BYTES)
				.register(registry);
			Gauge.builder("cqrs.idempotency.memory.max", memory, InMemoryIdempotencyStore::maxBytes)
				.description("What idempotency keys and answers may take of the heap")
				.baseUnit(BaseUnits.BYTES)
				.register(registry);
		}
	}

}
