package com.resync;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.JsonPath;
import com.resync.postgres.PostgresServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A database that reports serialization failures (SQLSTATE 40001), as distributed
 * databases often do.
 */
class SerializationFailureTests {

	@Test
	void changeRunsAgainOnWhatTheOtherTransactionLeft() throws Exception {
		try (PostgresServer database = PostgresServer.start("fsync=off",
				"default_transaction_isolation=repeatable read");
				Instance service = Instance.start(database);
				Connection other = DriverManager.getConnection(database.url());
				Statement sql = other.createStatement()) {
			String id = service.create("old");
			other.setAutoCommit(false);
			sql.executeUpdate("UPDATE item SET version = version + 1 WHERE id = '" + id + "'");
			CompletableFuture<HttpResponse<String>> change = CompletableFuture.supplyAsync(() -> {
				try {
					return service.put(id, "new");
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			});
			while (!"1".equals(database.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"))) {
				assertThat(change).isNotDone();
				Thread.sleep(10);
			}
			other.commit();
			HttpResponse<String> answer = change.get(20, TimeUnit.SECONDS);
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			assertThat(JsonPath.<Integer>read(answer.body(), "$.version")).isEqualTo(3);
		}
	}

}
