package com.resync.cqrs.idempotency;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps keys and results in the table {@code idempotency_key} of a PostgreSQL. In the
 * transaction of the command, so that a key is used if and only if the command is
 * committed, by whichever replica of the service. All times are those of the database.
 */
public class JdbcIdempotencyStore implements IdempotencyStore {

	private static final int BATCH = 1000;

	private static final OffsetDateTime NEVER = OffsetDateTime.parse("0001-01-01T00:00:00Z");

	private final JdbcClient jdbc;

	private final PlatformTransactionManager transactionManager;

	private final Duration retention;

	/**
	 * Creates a store.
	 * @param transactionManager of the database that the {@code JdbcClient} uses
	 * @param retention for how long a key is known
	 */
	public JdbcIdempotencyStore(JdbcClient jdbc, PlatformTransactionManager transactionManager, Duration retention) {
		this.jdbc = jdbc;
		this.transactionManager = transactionManager;
		this.retention = retention;
	}

	/**
	 * Joins the transaction of the command, and leaves it to that what a failure does.
	 */
	@Override
	public String once(String command, IdempotencyKey key, byte[] fingerprint, Supplier<String> run) {
		TransactionStatus transaction = this.transactionManager.getTransaction(TransactionDefinition.withDefaults());
		String result;
		try {
			result = claim(command, key, fingerprint) ? run(command, key, run) : result(command, key, fingerprint);
		}
		catch (Throwable ex) {
			fail(transaction, ex);
			throw ex;
		}
		this.transactionManager.commit(transaction);
		return result;
	}

	private void fail(TransactionStatus transaction, Throwable cause) {
		try {
			if (transaction.isNewTransaction()) {
				this.transactionManager.rollback(transaction);
			}
			else {
				this.transactionManager.commit(transaction);
			}
		}
		catch (RuntimeException ex) {
			cause.addSuppressed(ex);
		}
	}

	/**
	 * Waits for the transaction of another that has the key; takes an expired one over.
	 */
	private boolean claim(String command, IdempotencyKey key, byte[] fingerprint) {
		return sql("""
				INSERT INTO idempotency_key (command, key, fingerprint, created_at)
				VALUES (:command, :key, :fingerprint, clock_timestamp())
				ON CONFLICT (command, key) DO UPDATE
				SET fingerprint = excluded.fingerprint, created_at = excluded.created_at, result = NULL
				WHERE idempotency_key.created_at <= clock_timestamp() - make_interval(secs => :retention)
				""", command, key).param("fingerprint", fingerprint).param("retention", seconds()).update() == 1;
	}

	/** A run that took longer than the retention counts from its end. */
	private String run(String command, IdempotencyKey key, Supplier<String> run) {
		String result;
		try {
			result = run.get();
		}
		catch (Throwable ex) {
			release(command, key);
			throw ex;
		}
		sql("""
				UPDATE idempotency_key SET result = :result, created_at = CASE
				    WHEN created_at <= clock_timestamp() - make_interval(secs => :retention) THEN clock_timestamp()
				    ELSE created_at END
				WHERE command = :command AND key = :key
				""", command, key).param("result", result).param("retention", seconds()).update();
		return result;
	}

	/** For a transaction that is committed even though the command failed. */
	private void release(String command, IdempotencyKey key) {
		try {
			sql("DELETE FROM idempotency_key WHERE command = :command AND key = :key", command, key).update();
		}
		catch (DataAccessException ex) {
			// PostgreSQL takes no more statements, so that the transaction is rolled
			// back.
		}
	}

	private String result(String command, IdempotencyKey key, byte[] fingerprint) {
		Stored stored = sql("SELECT fingerprint, result FROM idempotency_key WHERE command = :command AND key = :key",
				command, key)
			.query((row, number) -> new Stored(row.getBytes("fingerprint"), row.getString("result")))
			.single();
		if (!MessageDigest.isEqual(stored.fingerprint(), fingerprint)) {
			throw new IdempotencyKeyReusedException();
		}
		if (stored.result() == null) {
			throw new IllegalStateException("A command was dispatched with the key of the command around it");
		}
		return stored.result();
	}

	/**
	 * Removes expired keys in transactions of {@value #BATCH} at most. Those that another
	 * transaction has locked are left to the next time. Each batch begins where the last
	 * one ended, so as not to read again what was removed but is visible to a long
	 * transaction elsewhere.
	 * @param goOn asked before each batch
	 */
	void removeExpired(BooleanSupplier goOn) {
		Removed removed = new Removed(BATCH, NEVER);
		while (removed.number() >= BATCH && goOn.getAsBoolean()) {
			removed = removeBatch(removed.last());
		}
	}

	private Removed removeBatch(OffsetDateTime from) {
		return Objects
			.requireNonNull(new TransactionTemplate(this.transactionManager).execute((status) -> this.jdbc.sql("""
					WITH removed AS (
					    DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY (
					        SELECT ctid FROM idempotency_key
					        WHERE created_at BETWEEN :from AND statement_timestamp() - make_interval(secs => :retention)
					        ORDER BY created_at LIMIT :batch FOR UPDATE SKIP LOCKED))
					    RETURNING created_at)
					SELECT count(*) AS number, coalesce(max(created_at), :from) AS last FROM removed
					""")
				.param("from", from)
				.param("retention", seconds())
				.param("batch", BATCH)
				.query((row, number) -> new Removed(row.getInt("number"), row.getObject("last", OffsetDateTime.class)))
				.single()));
	}

	private StatementSpec sql(String sql, String command, IdempotencyKey key) {
		return this.jdbc.sql(sql).param("command", command).param("key", key.value());
	}

	private double seconds() {
		return this.retention.toMillis() / 1000.0;
	}

	private record Removed(int number, OffsetDateTime last) {
	}

	private record Stored(byte[] fingerprint, @Nullable String result) {
	}

}
