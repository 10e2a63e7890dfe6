package com.resync.cqrs.idempotency;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.resync.postgres.WithPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/* * The store in PostgreSQL.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = WebEnvironment.NONE, classes = IdempotencyContract.Handlers.class)
@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
		JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class, FlywayAutoConfiguration.class })
class JdbcIdempotencyTests extends IdempotencyContract implements WithPostgres {

	@Autowired
	private JdbcIdempotencyStore store;

	@Autowired
	private JdbcClient jdbc;

	private final AtomicInteger runs = new AtomicInteger();

	@Override
	IdempotencyStore store() {
		return this.store;
	}

	@BeforeEach
	void clearTable() {
		this.jdbc.sql("DELETE FROM idempotency_key").update();
	}

	@Test
	void expiredKeyIsUnusedAlsoBeforeItIsRemoved() {
		assertThat(run("key", 1)).isEqualTo("1");
		expire();
		assertThat(run("key", 2)).isEqualTo("2");
		assertThat(run("key", 2)).isEqualTo("2");
	}

	@Test
	void runThatOutlastsTheRetentionRunsOnce() {
		inTransaction(() -> once("key", 1, () -> {
			expire();
			return run();
		}));
		assertThat(run("key", 1)).isEqualTo("1");
	}

	@Test
	void commandRemovesNoOtherKey() {
		run("expired", 1);
		expire();
		run("key", 1);
		assertThat(keys()).containsExactlyInAnyOrder("expired", "key");
	}

	@Test
	void expiredKeysAreRemovedInBatchesWhereTheLastOneEnded() {
		run("key", 1);
		insertExpired(ExpiredKeyRemoval.BATCH + 1);
		ExpiredKeyRemoval removal = removal(Duration.ofDays(1));
		ExpiredKeyRemoval.Batch first = removal.removeBatch(OffsetDateTime.MIN);
		assertThat(first.removed()).isEqualTo(ExpiredKeyRemoval.BATCH);
		assertThat(removal.removeBatch(first.last().plusDays(1)).removed()).isZero();
		assertThat(removal.removeBatch(first.last()).removed()).isEqualTo(1);
		assertThat(keys()).containsExactly("key");
	}

	@Test
	void removalDoesNotWaitForKeysInUse() {
		insertExpired(3);
		inTransaction(() -> {
			this.jdbc.sql("SELECT key FROM idempotency_key WHERE key = '2' FOR UPDATE").query(String.class).single();
			CompletableFuture.runAsync(() -> removal(Duration.ofDays(1)).removeBatch(OffsetDateTime.MIN)).join();
		});
		assertThat(keys()).containsExactly("2");
	}

	@Test
	void removalGoesOnAtItsIntervalUntilItIsStopped() throws Exception {
		ExpiredKeyRemoval removal = removal(Duration.ofMillis(1));
		for (int i = 0; i < 3; i++) {
			insertExpired(ExpiredKeyRemoval.BATCH + 1);
			while (!keys().isEmpty()) {
				Thread.sleep(5);
			}
		}
		removal.close();
		insertExpired(1);
		assertThat(keys()).hasSize(1);
	}

	@Test
	void databaseThatIsAwayIsALineInTheLog(CapturedOutput output) throws Exception {
		DataSource away = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/postgres");
		ExpiredKeyRemoval removal = new ExpiredKeyRemoval(new JdbcIdempotencyStore(JdbcClient.create(away),
				new DataSourceTransactionManager(away), Duration.ofHours(24)), Duration.ofMillis(1));
		while (output.getOut().split("Expired idempotency keys were not removed", -1).length < 3) {
			Thread.sleep(5);
		}
		removal.close();
		assertThat(output).contains("WARN").doesNotContain("ERROR", "\tat ");
	}

	private ExpiredKeyRemoval removal(Duration interval) {
		return new ExpiredKeyRemoval(this.store, interval);
	}

	private void insertExpired(int number) {
		this.jdbc.sql("""
				INSERT INTO idempotency_key (command, key, fingerprint, result, created_at)
				SELECT 'expired', n, '', 'null', now() - interval '2 days' FROM generate_series(1, :number) n
				""").param("number", number).update();
	}

	private void expire() {
		this.jdbc.sql("UPDATE idempotency_key SET created_at = created_at - interval '2 days'").update();
	}

	private List<String> keys() {
		return this.jdbc.sql("SELECT key FROM idempotency_key").query(String.class).list();
	}

	private String run(String key, int payload) {
		return once(key, payload, this::run);
	}

	private String run() {
		return String.valueOf(this.runs.incrementAndGet());
	}

	private String once(String key, int payload, Supplier<String> run) {
		return this.store.once("pay", new IdempotencyKey(key), new byte[] { (byte) payload }, run);
	}

}
