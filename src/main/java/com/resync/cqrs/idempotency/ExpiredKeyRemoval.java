package com.resync.cqrs.idempotency;

import java.time.Duration;
import java.time.Instant;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.TransactionException;

/**
 * Removes expired keys at an interval, apart from requests. Its scheduler is no bean: it
 * would take the place of the one that Spring Boot makes for {@code @Scheduled} methods
 * of the application.
 */
class ExpiredKeyRemoval implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ExpiredKeyRemoval.class);

	private final JdbcIdempotencyStore store;

	private final Duration interval;

	private volatile @Nullable ThreadPoolTaskScheduler scheduler;

	ExpiredKeyRemoval(JdbcIdempotencyStore store, Duration interval) {
		this.store = store;
		this.interval = interval;
	}

	@Override
	public void start() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setThreadNamePrefix("idempotency-");
		scheduler.setDaemon(true);
		scheduler.setWaitForTasksToCompleteOnShutdown(true);
		scheduler.setAwaitTerminationSeconds(5);
		scheduler.initialize();
		scheduler.scheduleWithFixedDelay(this::removeExpired, Instant.now().plus(this.interval), this.interval);
		this.scheduler = scheduler;
	}

	private void removeExpired() {
		try {
			this.store.removeExpired(this::isRunning);
		}
		catch (DataAccessException | TransactionException ex) {
			logger.warn("Expired idempotency keys were not removed, the next attempt is in %d s: %s"
				.formatted(this.interval.toSeconds(), ex.getMessage()));
		}
	}

	/** Waits for the batch that is being removed. */
	@Override
	public void stop() {
		ThreadPoolTaskScheduler scheduler = this.scheduler;
		this.scheduler = null;
		if (scheduler != null) {
			scheduler.shutdown();
		}
	}

	@Override
	public boolean isRunning() {
		return this.scheduler != null;
	}

}
