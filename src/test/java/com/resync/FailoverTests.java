package com.resync;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.JsonPath;
import com.resync.postgres.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients write over HTTP while the primary is killed and its synchronous standby is
 * promoted: each acknowledged change is on the new primary, exactly once. {@code
 * bin/crash-test} runs it for longer.
 */
class FailoverTests {

	private static final int ROUNDS = Integer.getInteger("crash.rounds", 1);

	private static final int WRITERS = 8;

	/** The ids of items by their names. */
	private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

	private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();

	private volatile CountDownLatch enough = new CountDownLatch(0);

	private volatile boolean stopped;

	@Test
	@Timeout(600)
	void whatWasAcknowledgedIsOnTheNewPrimary() throws Exception {
		PostgresServer primary = PostgresServer.start("fsync=off");
		for (int round = 0; round < ROUNDS; round++) {
			primary = failOver(primary, "round-" + round + "-");
		}
		try (PostgresServer last = primary) {
			assertThat(this.unexpected).isEmpty();
			assertThat(JsonPath.<Map<String, String>>read(last.sql("SELECT json_object_agg(name, id) FROM item"), "$"))
				.isEqualTo(this.acknowledged);
			assertThat(last.sql("SELECT count(*) FROM item")).isEqualTo(String.valueOf(this.acknowledged.size()));
		}
	}

	private PostgresServer failOver(PostgresServer primary, String prefix) throws Exception {
		PostgresServer standby = primary.startStandby("fsync=off");
		primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*'");
		primary.sql("SELECT pg_reload_conf()");
		this.stopped = false;
		ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
		String hosts = standby.url()
			.replace("//", "//" + primary.url().replaceFirst(".*//([^/]+)/.*", "$1") + ",")
			.concat("&targetServerType=primary");
		try (Instance service = Instance.start(hosts)) {
			for (int i = 0; i < WRITERS; i++) {
				String name = prefix + i + "-";
				writers.submit(() -> write(service, name));
			}
			awaitMore(100);
			primary.kill();
			standby.sql("SELECT pg_promote()");
			awaitMore(100);
			this.stopped = true;
			writers.shutdown();
			assertThat(writers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			writers.shutdownNow();
			primary.close();
		}
		return standby;
	}

	private void awaitMore(int number) throws InterruptedException {
		this.enough = new CountDownLatch(number);
		assertThat(this.enough.await(120, TimeUnit.SECONDS)).isTrue();
	}

	/** Each item until it is acknowledged. */
	private void write(Instance service, String prefix) {
		try {
			for (int i = 0; !this.stopped; i++) {
				String name = prefix + i;
				HttpResponse<String> answer = service.post(name, "Idempotency-Key", name);
				while (answer.statusCode() == 503) {
					answer = service.post(name, "Idempotency-Key", name);
				}
				if (answer.statusCode() != 201) {
					this.unexpected.add(answer.body());
				}
				this.acknowledged.put(name, JsonPath.read(answer.body(), "$.id"));
				this.enough.countDown();
			}
		}
		catch (IOException | InterruptedException ex) {
			this.unexpected.add(ex.toString());
		}
	}

}
