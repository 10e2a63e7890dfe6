package com.resync;

import java.net.http.HttpResponse;

import com.resync.postgres.PostgresServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * A database that is not there.
 */
class DatabaseAwayTests {

	@Test
	void requestsAreRefusedWhileTheDatabaseIsAwayAndServedWhenItIsBack() throws Exception {
		try (PostgresServer database = PostgresServer.start("fsync=off"); Instance service = Instance.start(database)) {
			String id = service.create("kept");
			database.kill();
			for (int i = 0; i < 3; i++) {
				assertUnavailable(service.get("/items/" + id), "/items/" + id);
				assertUnavailable(service.post("x"), "/items");
				assertUnavailable(service.put(id, "x"), "/items/" + id);
				assertUnavailable(service.delete(id), "/items/" + id);
			}
			assertThat(service.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
			database.restart();
			HttpResponse<String> answer = service.get("/items/" + id);
			for (int i = 0; i < 40 && answer.statusCode() == 503; i++) {
				Thread.sleep(100);
				answer = service.get("/items/" + id);
			}
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).contains("\"kept\"");
		}
	}

	@Test
	void databaseThatIsConfiguredInPartStopsTheStart() {
		for (String part : new String[] { "spring.datasource.username=items",
				"resync.replica.url=jdbc:postgresql://x/x",
				"spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none" }) {
			assertThatException()
				.isThrownBy(() -> new org.springframework.boot.builder.SpringApplicationBuilder(ResyncApplication.class)
					.properties("server.port=0", part)
					.run()
					.close());
		}
	}

	@Test
	void emptyUrlIsNone() throws Exception {
		try (var context = new org.springframework.boot.builder.SpringApplicationBuilder(ResyncApplication.class)
			.properties("server.port=0", "spring.datasource.url=")
			.run()) {
			assertThat(context.getBeanProvider(javax.sql.DataSource.class).getIfAvailable()).isNull();
		}
	}

	private static void assertUnavailable(HttpResponse<String> response, String instance) {
		HttpTests.assertProblem(response, 503, "urn:resync:problem:database-unavailable", instance);
		assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
	}

}
