package com.resync;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

import com.jayway.jsonpath.JsonPath;
import com.resync.postgres.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances of the service on one database.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TwoInstancesTests {

	private final ExecutorService clients = Executors.newFixedThreadPool(8);

	private PostgresServer database;

	private List<Instance> instances;

	/** Fair, so that an instance can leave while requests go on. */
	private final ReadWriteLock requests = new ReentrantReadWriteLock(true);

	/** The instances that get new requests. */
	private List<Instance> serving = List.of();

	/** Both start at the same time, on an empty database. */
	@BeforeAll
	void start() {
		this.database = PostgresServer.start("fsync=off");
		this.instances = IntStream.range(0, 2)
			.mapToObj((number) -> CompletableFuture.supplyAsync(() -> Instance.start(this.database), this.clients))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
	}

	@AfterAll
	void stop() {
		this.clients.shutdownNow();
		this.instances.forEach(Instance::close);
		this.database.close();
	}

	@Test
	void nothingIsLostAmongWritersOverBoth() throws Exception {
		String id = this.instances.get(0).create("0");
		inParallel((number) -> {
			for (int made = 0; made < 25;) {
				Instance instance = this.instances.get((number + made) % 2);
				HttpResponse<String> read = instance.get("/items/" + id);
				int next = Integer.parseInt(JsonPath.read(read.body(), "$.data.name")) + 1;
				HttpResponse<String> written = instance.put(id, String.valueOf(next), "If-Match",
						read.headers().firstValue("ETag").orElseThrow());
				assertThat(written.statusCode()).as(written.body()).isIn(200, 412);
				made += (written.statusCode() == 200) ? 1 : 0;
			}
			return number;
		});
		assertThat(this.instances.get(1).name(id)).isEqualTo("200");
	}

	@Test
	void racingRetriesOverBothMakeOneItem() throws Exception {
		for (int round = 0; round < 10; round++) {
			String key = "race-" + round;
			List<String> answers = inParallel((number) -> {
				HttpResponse<String> answer = this.instances.get(number % 2).post("x", "Idempotency-Key", key);
				assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
				return answer.body();
			});
			assertThat(Set.copyOf(answers)).hasSize(1);
		}
	}

	@Test
	void rollingRestartLosesNothing() throws Exception {
		serve(this.instances);
		Set<String> acknowledged = ConcurrentHashMap.newKeySet();
		AtomicBoolean restarted = new AtomicBoolean();
		Future<List<Integer>> writers = Executors.newSingleThreadExecutor().submit(() -> inParallel((number) -> {
			while (!restarted.get()) {
				HttpResponse<String> answer = postToOneServing(number);
				assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
				acknowledged.add(JsonPath.read(answer.body(), "$.id"));
			}
			return number;
		}));
		for (int i = 0; i < 2; i++) {
			Instance old = this.instances.get(i);
			Instance other = this.instances.get(1 - i);
			serve(List.of(other));
			old.close();
			Instance replacement = Instance.start(this.database);
			this.instances = (i == 0) ? List.of(replacement, other) : List.of(other, replacement);
			serve(this.instances);
			int before = acknowledged.size();
			while (acknowledged.size() < before + 20 && !writers.isDone()) {
				Thread.sleep(10);
			}
		}
		restarted.set(true);
		writers.get();
		assertThat(acknowledged).isNotEmpty();
		assertThat(JsonPath.<List<String>>read(this.database.sql("SELECT json_agg(id) FROM item"), "$"))
			.containsAll(acknowledged);
	}

	/** Returns when no request to other instances is in progress, as a balancer would. */
	private void serve(List<Instance> instances) {
		this.requests.writeLock().lock();
		try {
			this.serving = instances;
		}
		finally {
			this.requests.writeLock().unlock();
		}
	}

	private HttpResponse<String> postToOneServing(int number) throws Exception {
		this.requests.readLock().lock();
		try {
			return this.serving.get(number % this.serving.size()).post("x");
		}
		finally {
			this.requests.readLock().unlock();
		}
	}

	private <T> List<T> inParallel(Task<T> task) throws Exception {
		List<Callable<T>> tasks = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			int number = i;
			tasks.add(() -> task.run(number));
		}
		List<T> results = new ArrayList<>();
		for (Future<T> future : this.clients.invokeAll(tasks)) {
			results.add(future.get());
		}
		return results;
	}

	private interface Task<T> {

		T run(int number) throws Exception;

	}

}
