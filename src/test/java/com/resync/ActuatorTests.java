package com.resync;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the service tells of itself.
 */
class ActuatorTests extends HttpTests {

	@Test
	void healthIsUp() throws Exception {
		assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"");
		assertThat(get("/actuator/info").body()).contains("\"items\":\"in memory\"", "\"messages\":\"");
	}

	@Test
	void handlersAreListed() throws Exception {
		assertThat(get("/actuator/handlers").body()).contains("""
				"interceptors":["messageObservation","messageValidation","messageIdempotency"],"messages":""", """
				{"message":"com.resync.items.CreateItemCommand","kind":"command","result":"com.resync.items.Item",\
				"handler":"createItemCommand.Handler","origin":"com.resync.items.CreateItemCommand$Handler",\
				"interceptors":["messageObservation","messageValidation","messageIdempotency"]}""", """
				{"message":"com.resync.items.GetItemQuery","kind":"query","result":"com.resync.items.Item",\
				"handler":"getItemQuery.Handler","origin":"com.resync.items.GetItemQuery$Handler",\
				"interceptors":["messageObservation"]}""");
	}

	@Test
	void dispatchesAreMeasured() throws Exception {
		post("{\"name\":\"x\"}");
		assertThat(get("/actuator/metrics/cqrs.dispatch?tag=message:CreateItemCommand&tag=outcome:success").body())
			.contains("\"statistic\":\"COUNT\"");
	}

	@Test
	void noDatabaseIsInTheHealthWhereNoneIsConfigured() throws Exception {
		assertThat(get("/actuator/metrics").body()).doesNotContain("jdbc", "hikari");
	}

}
