package com.resync;

import java.net.http.HttpResponse;
import java.util.concurrent.Callable;

import com.resync.postgres.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Queries on a streaming standby.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ReplicaTests {

	private PostgresServer primary;

	private PostgresServer standby;

	private Instance service;

	@BeforeAll
	void start() {
		this.primary = PostgresServer.start("fsync=off");
		this.standby = this.primary.startStandby("fsync=off");
		this.service = Instance.start(this.primary, "resync.replica.url=" + this.standby.url());
	}

	@AfterAll
	void stop() {
		this.service.close();
		this.standby.close();
		this.primary.close();
	}

	@BeforeEach
	void follow() throws Exception {
		this.standby.sql("SELECT pg_wal_replay_resume()");
		String id = this.service.create("followed");
		eventually(() -> "followed".equals(this.standby.sql("SELECT name FROM item WHERE id = '" + id + "'")));
	}

	@Test
	void queriesAreAskedOfTheReplicaAndCommandsOfThePrimary() throws Exception {
		String id = this.service.create("old");
		eventually(() -> "old".equals(this.standby.sql("SELECT name FROM item WHERE id = '" + id + "'")));
		this.standby.sql("SELECT pg_wal_replay_pause()");
		assertThat(this.service.put(id, "new").statusCode()).isEqualTo(200);
		assertThat(this.service.name(id)).isEqualTo("old");
		assertThat(this.service.get("/items?limit=100").body()).doesNotContain("\"new\"");
		this.standby.sql("SELECT pg_wal_replay_resume()");
		eventually(() -> "new".equals(this.service.name(id)));
	}

	@Test
	void itemThatTheReplicaDoesNotHaveYetIsAskedOfThePrimary() throws Exception {
		this.standby.sql("SELECT pg_wal_replay_pause()");
		String id = this.service.create("just made");
		assertThat(this.service.get("/items?limit=100").body()).doesNotContain(id);
		assertThat(this.service.name(id)).isEqualTo("just made");
	}

	@Test
	void preconditionsAreDecidedOnThePrimary() throws Exception {
		String id = this.service.create("old");
		eventually(() -> "old".equals(this.standby.sql("SELECT name FROM item WHERE id = '" + id + "'")));
		this.standby.sql("SELECT pg_wal_replay_pause()");
		assertThat(this.service.put(id, "new").statusCode()).isEqualTo(200);
		assertThat(this.service.put(id, "newer", "If-Match", "\"1\"").statusCode()).isEqualTo(412);
		assertThat(this.service.put(id, "newer", "If-Match", "\"2\"").statusCode()).isEqualTo(200);
	}

	@Test
	void primaryIsAskedWhileTheReplicaIsDownAndTheReplicaAgainAfterwards() throws Exception {
		String id = this.service.create("old");
		for (int i = 0; i < 20; i++) {
			this.service.get("/items/" + id);
		}
		this.standby.kill();
		for (int i = 0; i < 20; i++) {
			HttpResponse<String> response = this.service.get("/items?limit=1");
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		}
		assertThat(this.service.put(id, "new").statusCode()).isEqualTo(200);
		assertThat(this.service.name(id)).isEqualTo("new");
		assertThat(this.service.get("/actuator/health").statusCode()).isEqualTo(200);
		this.standby.restart();
		eventually(() -> "new".equals(this.standby.sql("SELECT name FROM item WHERE id = '" + id + "'")));
		this.standby.sql("SELECT pg_wal_replay_pause()");
		this.service.put(id, "newer");
		eventually(() -> "new".equals(this.service.name(id)));
	}

	@Test
	void poolOfTheReplicaIsMeasuredToo() throws Exception {
		assertThat(this.service.get("/actuator/prometheus").body())
			.contains("hikaricp_connections_active{pool=\"replica\"}", "hikaricp_connections_active{pool=\"HikariPool-")
			.contains("hikaricp_connections_acquire_seconds_count{pool=\"replica\"}");
	}

	private static void eventually(Callable<Boolean> condition) throws Exception {
		long end = System.nanoTime() + 20_000_000_000L;
		while (!condition.call()) {
			assertThat(System.nanoTime()).as("too long").isLessThan(end);
			Thread.sleep(20);
		}
	}

}
