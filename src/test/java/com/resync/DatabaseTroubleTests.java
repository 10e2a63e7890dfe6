package com.resync;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.resync.postgres.PostgresServer;
import com.resync.postgres.TcpProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A database with locked rows, lost connections or a lost standby, or one that does not
 * respond.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class DatabaseTroubleTests {

	private PostgresServer database;

	@BeforeAll
	void start() {
		this.database = PostgresServer.start("fsync=off");
	}

	@AfterAll
	void stop() {
		this.database.close();
	}

	@Test
	void lockedRowIsRefusedSoonAndLeavesConnectionsToQueries() throws Exception {
		try (Instance service = Instance.start(this.database, "spring.transaction.default-timeout=2s");
				Connection other = DriverManager.getConnection(this.database.url());
				Statement sql = other.createStatement()) {
			String id = service.create("locked");
			other.setAutoCommit(false);
			sql.executeUpdate("UPDATE item SET version = version + 1 WHERE id = '" + id + "'");
			List<CompletableFuture<HttpResponse<String>>> changes = new ArrayList<>();
			for (int i = 0; i < 30; i++) {
				changes.add(Instance.sent(() -> service.put(id, "new")));
			}
			while (waiting("wait_event_type = 'Lock'") < 8) {
				Thread.sleep(10);
			}
			assertThat(service.name(id)).isEqualTo("locked");
			for (CompletableFuture<HttpResponse<String>> change : changes) {
				HttpResponse<String> answer = change.get(30, TimeUnit.SECONDS);
				assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
				assertThat(answer.headers().firstValue("Retry-After")).isPresent();
			}
			other.rollback();
			assertThat(service.put(id, "new").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void lockTimeoutOfTheServerIsRefused() throws Exception {
		try (Instance service = Instance.start(this.database.url() + "&options=-c%20lock_timeout=100");
				Connection other = DriverManager.getConnection(this.database.url());
				Statement sql = other.createStatement()) {
			String id = service.create("locked");
			other.setAutoCommit(false);
			sql.executeUpdate("DELETE FROM item WHERE id = '" + id + "'");
			HttpResponse<String> refused = service.put(id, "new");
			assertThat(refused.statusCode()).isEqualTo(503);
			assertThat(refused.headers().firstValue("Retry-After")).isPresent();
		}
	}

	private int waiting(String condition) throws Exception {
		String count = this.database.sql("SELECT count(*) FROM pg_stat_activity WHERE " + condition);
		return Integer.parseInt(String.valueOf(count));
	}

	@Test
	void standbyThatIsLostLeavesConnectionsToQueriesAndFewCommitsInTheServer() throws Exception {
		try (Instance service = Instance.start(this.database,
				"spring.datasource.hikari.data-source-properties.socketTimeout=2")) {
			String id = service.create("kept");
			setting("synchronous_standby_names", "'gone'");
			try {
				List<CompletableFuture<HttpResponse<String>>> commands = new ArrayList<>();
				for (int i = 0; i < 20; i++) {
					commands.add(Instance.sent(() -> service.post("x")));
				}
				while (commands.stream().noneMatch(CompletableFuture::isDone)) {
					assertThat(service.name(id)).isEqualTo("kept");
				}
				for (CompletableFuture<HttpResponse<String>> command : commands) {
					assertThat(command.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
				}
				while (waiting("wait_event = 'SyncRep'") >= 8) {
					assertThat(service.post("x").statusCode()).isEqualTo(503);
				}
			}
			finally {
				setting("synchronous_standby_names", "''");
			}
		}
	}

	private void setting(String name, String value) throws Exception {
		this.database.sql("ALTER SYSTEM SET " + name + " = " + value);
		this.database.sql("SELECT pg_reload_conf()");
	}

	/**
	 * The pool checks a connection before its use only if it was idle for half a second.
	 */
	@ParameterizedTest
	@ValueSource(longs = { 0, 700 })
	void connectionsThatDiedSilentlyFailOneRequest(long idle) throws Exception {
		try (TcpProxy proxy = TcpProxy.to(this.database);
				Instance service = Instance.start(proxy.url(),
						"spring.datasource.hikari.data-source-properties.socketTimeout=2")) {
			String id = service.create("kept");
			inParallel(service, id);
			Thread.sleep(idle);
			proxy.forgetConnections();
			int failed = 0;
			for (int i = 0; i < 20; i++) {
				failed += (service.post("x").statusCode() == 201) ? 0 : 1;
			}
			assertThat(failed).isLessThanOrEqualTo(1);
		}
	}

	/** Has the pool open all its connections. */
	private static void inParallel(Instance service, String id) {
		List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			all.add(Instance.sent(() -> service.get("/items/" + id)));
		}
		all.forEach(CompletableFuture::join);
	}

	@Test
	void serverThatBecameAStandbyIsLeftForItsSuccessor() throws Exception {
		try (PostgresServer successor = PostgresServer.start("fsync=off");
				TcpProxy address = TcpProxy.to(this.database);
				Instance service = Instance.start(address.url())) {
			Instance.start(successor).close();
			service.create("x");
			setting("default_transaction_read_only", "on");
			address.leadTo(successor);
			for (int inARow = 0; inARow < 20;) {
				inARow = (service.post("x").statusCode() == 201) ? inARow + 1 : 0;
				Thread.sleep(20);
			}
		}
		finally {
			setting("default_transaction_read_only", "off");
		}
	}

	@Test
	void serverThatTakesNoChangesIsOutOfService() throws Exception {
		try (Instance service = Instance.start(this.database)) {
			setting("default_transaction_read_only", "on");
			HttpResponse<String> health = service.get("/actuator/health");
			while (health.statusCode() == 200) {
				Thread.sleep(20);
				health = service.get("/actuator/health");
			}
			assertThat(health.statusCode()).isEqualTo(503);
			assertThat(health.body()).contains("OUT_OF_SERVICE");
			assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
		}
		finally {
			setting("default_transaction_read_only", "off");
		}
	}

	/**
	 * With the default timeouts, and on connections that have just been used, which the
	 * pool does not check. Without TLS and with it, where closing a connection waits for
	 * the server a second time.
	 */
	@Test
	void databaseThatHangsIsUnavailable() throws Exception {
		try (PostgresServer hanging = PostgresServer.start("fsync=off", "ssl=on");
				Instance plain = Instance.start(hanging.url() + "&sslmode=disable");
				Instance secured = Instance.start(hanging.url() + "&sslmode=require")) {
			List<CompletableFuture<HttpResponse<String>>> requests = new ArrayList<>();
			String id = plain.create("kept");
			inParallel(plain, id);
			inParallel(secured, id);
			hanging.suspend();
			for (Instance service : List.of(plain, secured)) {
				requests.add(Instance.sent(() -> service.get("/items/" + id)));
				requests.add(Instance.sent(() -> service.get("/items")));
				requests.add(Instance.sent(() -> service.post("x")));
			}
			CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
			for (CompletableFuture<HttpResponse<String>> request : requests) {
				assertThat(request.join().statusCode()).isEqualTo(503);
			}
			hanging.resume();
			while (plain.get("/items/" + id).statusCode() != 200 || secured.get("/items/" + id).statusCode() != 200) {
				Thread.sleep(20);
			}
		}
	}

}
