package com.resync;

import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import com.resync.postgres.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Queries that a streaming replica runs.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ReplicaTests {

	private static final String LIST = "/items?limit=100";

	private PostgresServer primary;

	private PostgresServer standby;

	private Instance service;

	@BeforeAll
	void start() {
		this.primary = PostgresServer.start("fsync=off");
		this.standby = this.primary.startStandby("fsync=off");
		this.service = startService(this.standby);
	}

	/**
	 * A test that stops its replica has one of its own: the driver remembers it as down.
	 */
	private Instance startService(PostgresServer replica) {
		String hosts = this.primary.url().replace("//", "//" + replica.url().replaceFirst(".*//([^/]+)/.*", "$1,"));
		return Instance.start(this.primary, "resync.replica.url=" + hosts + "&targetServerType=preferSecondary");
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
	void listsAreAskedOfTheReplicaAndSingleItemsOfThePrimary() throws Exception {
		this.standby.sql("SELECT pg_wal_replay_pause()");
		String id = this.service.create("just made");
		assertThat(this.service.get(LIST).body()).doesNotContain(id);
		assertThat(this.service.name(id)).isEqualTo("just made");
		this.standby.sql("SELECT pg_wal_replay_resume()");
		eventually(() -> this.service.get(LIST).body().contains(id));
	}

	@Test
	void clientReadsWhatItWroteAndNothingOlderThanItHas() throws Exception {
		String id = this.service.create("old");
		this.standby.sql("SELECT pg_wal_replay_pause()");
		assertThat(this.service.put(id, "new", "If-Match", "\"1\"").statusCode()).isEqualTo(200);
		HttpResponse<String> conflict = this.service.put(id, "newer", "If-Match", "\"1\"");
		assertThat(conflict.statusCode()).isEqualTo(412);
		HttpResponse<String> read = this.service.get("/items/" + id);
		assertThat(read.body()).contains("\"new\"");
		String tag = read.headers().firstValue("ETag").orElseThrow();
		assertThat(this.service.get("/items/" + id, "If-None-Match", tag).statusCode()).isEqualTo(304);
		assertThat(this.service.put(id, "newer", "If-Match", tag).statusCode()).isEqualTo(200);
		assertThat(this.service.get("/items/" + id, "If-None-Match", tag).body()).contains("\"newer\"");
	}

	@Test
	void lagIsMeasured() throws Exception {
		eventually(() -> lag() == 0);
		this.standby.sql("SELECT pg_wal_replay_pause()");
		this.service.create("not replayed");
		eventually(() -> lag() > 1);
		this.standby.sql("SELECT pg_wal_replay_resume()");
		eventually(() -> lag() == 0);
	}

	private double lag() throws Exception {
		return this.service.get("/actuator/prometheus")
			.body()
			.lines()
			.filter((line) -> line.startsWith("resync_replica_lag_seconds "))
			.mapToDouble((line) -> Double.parseDouble(line.split(" ")[1]))
			.findAny()
			.orElseThrow();
	}

	@Test
	void primaryIsAskedWhileTheReplicaIsDown() throws Exception {
		try (PostgresServer replica = this.primary.startStandby("fsync=off"); Instance early = startService(replica)) {
			assertThat(early.get(LIST).statusCode()).isEqualTo(200);
			replica.kill();
			assertListsComeFromThePrimary(early);
			assertThat(early.get("/actuator/health").statusCode()).isEqualTo(200);
			try (Instance late = startService(replica)) {
				assertListsComeFromThePrimary(late);
			}
		}
	}

	private static void assertListsComeFromThePrimary(Instance service) throws Exception {
		String id = service.create("new");
		for (int i = 0; i < 20; i++) {
			HttpResponse<String> response = service.get(LIST);
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
			assertThat(response.body()).contains(id);
		}
	}

	@Test
	void replicaThatHangsCostsFewListsAndNothingElse() throws Exception {
		try (PostgresServer replica = this.primary.startStandby("fsync=off");
				Instance hanging = startService(replica)) {
			String id = hanging.create("kept");
			hanging.get(LIST);
			replica.suspend();
			int slow = 0;
			for (int i = 0; i < 200; i++) {
				assertThat(hanging.name(id)).isEqualTo("kept");
				long start = System.nanoTime();
				boolean listed = hanging.get(LIST).statusCode() == 200;
				slow += (listed && System.nanoTime() - start < 1_500_000_000L) ? 0 : 1;
			}
			assertThat(slow).isLessThan(20);
			replica.resume();
		}
	}

	@Test
	void replicaThatHangsDoesNotHoldUpMetrics() throws Exception {
		try (PostgresServer replica = this.primary.startStandby("fsync=off");
				Instance service = Instance.start(this.primary, "resync.replica.url=" + replica.url())) {
			replica.suspend();
			eventually(() -> {
				CompletableFuture<HttpResponse<String>> list = Instance.sent(() -> service.get(LIST));
				service.get("/actuator/prometheus");
				service.get("/actuator/prometheus");
				return !list.isDone() && list.join().statusCode() == 503;
			});
			assertThat(service.create("kept")).isNotEmpty();
			replica.resume();
		}
	}

	@Test
	void poolOfTheReplicaIsMeasuredToo() throws Exception {
		this.service.get(LIST);
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
