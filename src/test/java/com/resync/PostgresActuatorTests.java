package com.resync;

import com.resync.postgres.WithPostgres;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoints of the actuator, with PostgreSQL.
 */
class PostgresActuatorTests extends HttpTests implements WithPostgres {

	@Test
	void storeIsTold() throws Exception {
		assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"");
		assertThat(get("/actuator/info").body()).contains("\"items\":\"in PostgreSQL\"");
	}

	@Test
	void messagesRunInTransactionsThatAreRetried() throws Exception {
		assertThat(get("/actuator/handlers").body()).contains("""
				"interceptors":["messageObservation","messageValidation","messageRetry","messageConnections",\
				"messageTransaction","messageIdempotency"]""");
	}

	@Test
	void poolIsMeasured() throws Exception {
		assertThat(get("/actuator/prometheus").body()).contains("hikaricp_connections{pool=")
			.doesNotContain("items_memory", "cqrs_idempotency");
	}

}
