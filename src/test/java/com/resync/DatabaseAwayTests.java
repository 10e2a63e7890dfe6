package com.resync;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.resync.postgres.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A database that is down, or takes no changes.
 */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseAwayTests {

	@Test
	void requestsAreRefusedWhileTheDatabaseIsAwayAndServedWhenItIsBack(CapturedOutput output) throws Exception {
		try (PostgresServer database = PostgresServer.start("fsync=off"); Instance service = Instance.start(database)) {
			String id = service.create("kept");
			database.kill();
			for (int i = 0; i < 3; i++) {
				List<CompletableFuture<HttpResponse<String>>> changes = List.of(
						Instance.sent(() -> service.put(id, "x")), Instance.sent(() -> service.delete(id)),
						Instance.sent(() -> service.get("/items/" + id)));
				assertUnavailable(service.post("x"), "/items");
				changes.forEach((change) -> assertUnavailable(change.join(), "/items/" + id));
			}
			assertThat(service.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
			assertThat(service.get("/actuator/health").statusCode()).isEqualTo(503);
			database.restart();
			HttpResponse<String> answer = service.get("/items/" + id);
			for (int i = 0; i < 40 && answer.statusCode() == 503; i++) {
				Thread.sleep(100);
				answer = service.get("/items/" + id);
			}
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).contains("\"kept\"");
			assertThat(output.getAll()).doesNotContain(" ERROR ", "\tat ");
			assertThat(output.getAll().lines().filter((line) -> line.contains(" WARN "))).hasSizeBetween(1, 6);
		}
	}

	@Test
	void databaseThatTakesNoChangesIsNotAvailableForThem() throws Exception {
		try (PostgresServer database = PostgresServer.start("fsync=off"); Instance service = Instance.start(database)) {
			String id = service.create("kept");
			database.sql("ALTER SYSTEM SET default_transaction_read_only = on");
			database.sql("SELECT pg_reload_conf()");
			HttpResponse<String> refused = service.post("x");
			for (int i = 0; i < 50 && refused.statusCode() == 201; i++) {
				Thread.sleep(20);
				refused = service.post("x");
			}
			assertUnavailable(refused, "/items");
			assertThat(service.get("/items/" + id).statusCode()).isEqualTo(200);
		}
	}

	private static void assertUnavailable(HttpResponse<String> response, String instance) {
		HttpTests.assertProblem(response, 503, "urn:resync:problem:database-unavailable", instance);
		assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
	}

}
