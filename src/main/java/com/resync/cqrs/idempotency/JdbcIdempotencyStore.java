package com.resync.cqrs.idempotency;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;

import com.resync.cqrs.Command;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ResolvableType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps keys and answers, as JSON, in the table {@code idempotency_key}. In the
 * transaction of the command, so that a key is used if and only if the command is
 * committed, by whichever replica of the service.
 */
class JdbcIdempotencyStore implements IdempotencyStore {

	private final JdbcClient jdbc;

	/** Joins that of the command. */
	private final TransactionTemplate transaction;

	private final JsonMapper mapper;

	private final Duration retention;

	JdbcIdempotencyStore(JdbcClient jdbc, PlatformTransactionManager transactionManager, JsonMapper mapper,
			Duration retention) {
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactionManager);
		this.mapper = mapper;
		this.retention = retention;
	}

	@Override
	@SuppressWarnings("NullAway") // A result may be null, and then is.
	public <R extends @Nullable Object> R once(IdempotentCommand<R> command, IdempotencyKey key, Supplier<R> run) {
		return this.transaction.execute((status) -> onceInTransaction(command, key, run));
	}

	private <R extends @Nullable Object> R onceInTransaction(IdempotentCommand<R> command, IdempotencyKey key,
			Supplier<R> run) {
		String type = command.getClass().getName();
		byte[] fingerprint = fingerprint(command);
		if (!claim(type, key, fingerprint)) {
			return answer(command, key, fingerprint);
		}
		R result = run.get();
		this.jdbc.sql("UPDATE idempotency_key SET result = :result WHERE command = :command AND key = :key")
			.param("result", this.mapper.writeValueAsString(result))
			.param("command", type)
			.param("key", key.value())
			.update();
		return result;
	}

	/**
	 * Waits for the transaction of another that has the key. One that has lapsed is taken
	 * over, and two others that have are removed, which is more than are added.
	 */
	private boolean claim(String type, IdempotencyKey key, byte[] fingerprint) {
		OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
		OffsetDateTime lapsed = now.minus(this.retention);
		this.jdbc.sql("""
				DELETE FROM idempotency_key WHERE (command, key) IN (
				    SELECT command, key FROM idempotency_key WHERE created_at <= :lapsed
				    ORDER BY created_at LIMIT 2 FOR UPDATE SKIP LOCKED)
				""").param("lapsed", lapsed).update();
		return this.jdbc.sql("""
				INSERT INTO idempotency_key (command, key, fingerprint, created_at)
				VALUES (:command, :key, :fingerprint, :now)
				ON CONFLICT (command, key) DO UPDATE
				SET fingerprint = excluded.fingerprint, created_at = excluded.created_at, result = NULL
				WHERE idempotency_key.created_at <= :lapsed
				""")
			.param("command", type)
			.param("key", key.value())
			.param("fingerprint", fingerprint)
			.param("now", now)
			.param("lapsed", lapsed)
			.update() == 1;
	}

	@SuppressWarnings("unchecked")
	private <R extends @Nullable Object> R answer(IdempotentCommand<R> command, IdempotencyKey key,
			byte[] fingerprint) {
		Used used = this.jdbc
			.sql("SELECT fingerprint, result FROM idempotency_key WHERE command = :command AND key = :key")
			.param("command", command.getClass().getName())
			.param("key", key.value())
			.query((row, number) -> new Used(row.getBytes("fingerprint"), row.getString("result")))
			.single();
		if (!MessageDigest.isEqual(used.fingerprint(), fingerprint)) {
			throw new IdempotencyKeyReusedException();
		}
		Class<?> resultType = ResolvableType.forClass(command.getClass()).as(Command.class).getGeneric().toClass();
		return (R) this.mapper.readValue(used.result(), resultType);
	}

	private byte[] fingerprint(IdempotentCommand<?> command) {
		return Sha256.of(this.mapper.writeValueAsString(command.payload()));
	}

	private record Used(byte[] fingerprint, String result) {
	}

}
