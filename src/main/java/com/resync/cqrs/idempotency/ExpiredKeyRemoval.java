package com.resync.cqrs.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes expired keys from PostgreSQL at an interval, in its own thread. The scheduler
 * is not a bean, since Spring Boot would then create none for {@code @Scheduled} methods.
 */
class ExpiredKeyRemoval implements AutoCloseable {

	static final int BATCH = 1000;

	private static final Log logger = LogFactory.getLog(ExpiredKeyRemoval.class);

	private final JdbcIdempotencyStore store;

	private final TransactionTemplate transaction;

	private final Duration interval;

	private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();

	ExpiredKeyRemoval(JdbcIdempotencyStore store, Duration interval) {
		this.store = store;
		this.transaction = new TransactionTemplate(store.transactionManager);
		this.interval = interval;
		this.scheduler.setThreadNamePrefix("idempotency-");
		this.scheduler.setDaemon(true);
		this.scheduler.setWaitForTasksToCompleteOnShutdown(true);
		this.scheduler.setAwaitTerminationSeconds(5);
		this.scheduler.initialize();
		this.scheduler.scheduleWithFixedDelay(this::removeExpired, Instant.now().plus(interval), interval);
	}

	/** Waits for the end of the batch that is being removed. */
	@Override
	public void close() {
		this.scheduler.shutdown();
	}

	private void removeExpired() {
		try {
			Batch batch = removeBatch(OffsetDateTime.MIN);
			while (batch.removed() == BATCH && !this.scheduler.getScheduledThreadPoolExecutor().isShutdown()) {
				batch = removeBatch(batch.last());
			}
		}
		catch (DataAccessException | TransactionException ex) {
			logger.warn("Expired idempotency keys were not removed, the next attempt is in %d s: %s"
				.formatted(this.interval.toSeconds(), ex.getMessage()));
		}
	}

	/**
	 * Removes one batch of keys, except keys that another transaction has locked.
	 * @param from where the previous batch ended: removed keys stay in the index while
	 * another transaction may see them, and should not be read again
	 */
	Batch removeBatch(OffsetDateTime from) {
		return this.transaction.execute((status) -> this.store.jdbc.sql("""
				WITH removed AS (
				    DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY (
				        SELECT ctid FROM idempotency_key
				        WHERE created_at BETWEEN :from AND statement_timestamp() - make_interval(secs => :retention)
				        ORDER BY created_at LIMIT :limit FOR UPDATE SKIP LOCKED))
				    RETURNING created_at)
				SELECT count(*) AS removed, coalesce(max(created_at), :from) AS last FROM removed
				""")
			.param("from", from)
			.param("retention", this.store.retention)
			.param("limit", BATCH)
			.query(Batch.class)
			.single());
	}

	record Batch(int removed, OffsetDateTime last) {
	}

}
