package com.resync.cqrs.idempotency;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Gauges of what idempotency keys in memory take of the heap.
 */
class IdempotencyMetrics implements MeterBinder {

	private final InMemoryIdempotencyStore store;

	IdempotencyMetrics(InMemoryIdempotencyStore store) {
		this.store = store;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("cqrs.idempotency.memory.used", this.store, InMemoryIdempotencyStore::bytes)
			.description("What idempotency keys and answers take of the heap, about")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
		Gauge.builder("cqrs.idempotency.memory.max", this.store, InMemoryIdempotencyStore::maxBytes)
			.description("What idempotency keys and answers may take of the heap")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
	}

}
