package com.resync.cqrs.idempotency;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.util.Assert;

/**
 * Stores keys and results in the table {@code idempotency_key} of PostgreSQL, in the
 * transaction of the command: a key is used if and only if the command is committed.
 * Times are those of the database, so instances may have different clocks.
 */
public class JdbcIdempotencyStore implements IdempotencyStore {

	final JdbcClient jdbc;

	final PlatformTransactionManager transactionManager;

	/** In seconds. */
	final double retention;

	/**
	 * Creates a store.
	 * @param transactionManager of the database that the {@code JdbcClient} uses
	 * @param retention how long a key is remembered
	 */
	public JdbcIdempotencyStore(JdbcClient jdbc, PlatformTransactionManager transactionManager, Duration retention) {
		this.jdbc = jdbc;
		this.transactionManager = transactionManager;
		this.retention = retention.toMillis() / 1000.0;
	}

	/**
	 * Joins the transaction of the command, which decides whether a failure rolls back.
	 */
	@Override
	public String once(String command, IdempotencyKey key, byte[] fingerprint, Supplier<String> run) {
		TransactionStatus transaction = this.transactionManager.getTransaction(TransactionDefinition.withDefaults());
		String result;
		try {
			result = claim(command, key, fingerprint) ? run(command, key, run) : result(command, key, fingerprint);
		}
		catch (Throwable ex) {
			if (transaction.isNewTransaction()) {
				this.transactionManager.rollback(transaction);
			}
			throw ex;
		}
		this.transactionManager.commit(transaction);
		return result;
	}

	/**
	 * Waits if another transaction has the key; takes over an expired key.
	 */
	private boolean claim(String command, IdempotencyKey key, byte[] fingerprint) {
		return sql("""
				INSERT INTO idempotency_key (command, key, fingerprint, created_at)
				VALUES (:command, :key, :fingerprint, clock_timestamp())
				ON CONFLICT (command, key) DO UPDATE
				SET fingerprint = excluded.fingerprint, created_at = excluded.created_at, result = NULL
				WHERE idempotency_key.created_at <= clock_timestamp() - make_interval(secs => :retention)
				""", command, key).param("fingerprint", fingerprint).param("retention", this.retention).update() == 1;
	}

	/** A run that takes longer than the retention counts from its end. */
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
				""", command, key).param("result", result).param("retention", this.retention).update();
		return result;
	}

	/** Needed if the transaction is committed although the command failed. */
	private void release(String command, IdempotencyKey key) {
		try {
			sql("DELETE FROM idempotency_key WHERE command = :command AND key = :key", command, key).update();
		}
		catch (DataAccessException ex) {
			// The transaction accepts no more statements, so it will be rolled back.
		}
	}

	private String result(String command, IdempotencyKey key, byte[] fingerprint) {
		Stored stored = sql("SELECT fingerprint, result FROM idempotency_key WHERE command = :command AND key = :key",
				command, key)
			.query(Stored.class)
			.single();
		if (!MessageDigest.isEqual(stored.fingerprint(), fingerprint)) {
			throw new IdempotencyKeyReusedException();
		}
		Assert.state(stored.result() != null, "A command was dispatched with the key of the command around it");
		return stored.result();
	}

	private StatementSpec sql(String sql, String command, IdempotencyKey key) {
		return this.jdbc.sql(sql).param("command", command).param("key", key.value());
	}

	private record Stored(byte[] fingerprint, @Nullable String result) {
	}

}
