package com.resync.database;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import com.resync.cqrs.Route;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Reserves a fifth of the pool for queries, so that they go on while commands wait for a
 * lock or a standby. Discards the idle connections when one was lost or leads to a
 * read-only server, so that the others do not fail messages too. The pool has no settings
 * for either. Thread-safe.
 */
class ConnectionInterceptor implements Interceptor {

	private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

	private final List<HikariDataSource> pools;

	private final Semaphore forCommands;

	/** In milliseconds. */
	private final long timeout;

	private final List<AbandonedCommits> abandoned;

	/** As of {@link System#nanoTime()}. */
	private final AtomicLong nextDiscard = new AtomicLong(System.nanoTime());

	/**
	 * Creates the interceptor.
	 * @param pools the pool of the primary first
	 */
	ConnectionInterceptor(List<HikariDataSource> pools) {
		this.pools = pools;
		this.abandoned = pools.stream().limit(1).map(AbandonedCommits::new).toList();
		int connections = pools.isEmpty() ? Integer.MAX_VALUE : pools.get(0).getMaximumPoolSize();
		this.forCommands = new Semaphore(Math.max(1, connections - Math.max(1, connections / 5)), true);
		this.timeout = pools.isEmpty() ? 0 : pools.get(0).getConnectionTimeout();
	}

	/**
	 * Composes the chain of one route.
	 * @throws CannotGetJdbcConnectionException at a dispatch, if the connections for
	 * commands stay in use for as long as the pool's timeout
	 */
	@Override
	public Next around(Route route, Next next) {
		if (!route.isCommand()) {
			return (message) -> proceed(message, next);
		}
		return (message) -> TransactionSynchronizationManager.isActualTransactionActive() ? proceed(message, next)
				: reserve(message, next);
	}

	private @Nullable Object reserve(Message<?> message, Next next) {
		if (!acquire()) {
			throw new CannotGetJdbcConnectionException("All connections for commands are in use");
		}
		try {
			return proceed(message, next);
		}
		finally {
			this.forCommands.release();
		}
	}

	private boolean acquire() {
		try {
			return this.forCommands.tryAcquire(this.timeout, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private @Nullable Object proceed(Message<?> message, Next next) {
		try {
			return next.proceed(message);
		}
		catch (DataAccessException | TransactionException ex) {
			if (isOfItsConnection(ex)) {
				discardConnections();
			}
			throw ex;
		}
	}

	/**
	 * SQLSTATE 08: the connection is lost; 57P: the server stops; 25006: it is read-only.
	 * A failed commit ends as a failed rollback, which has no SQLSTATE.
	 */
	private static boolean isOfItsConnection(@Nullable Throwable failure) {
		if (failure instanceof SQLException sql && sql.getSQLState() != null
				&& sql.getSQLState().matches("08...|57P..|25006")) {
			return true;
		}
		return failure instanceof IOException || failure instanceof TransactionSystemException
				|| (failure != null && isOfItsConnection(failure.getCause()));
	}

	/** Connections in use are discarded when they are returned. */
	private void discardConnections() {
		long now = System.nanoTime();
		long next = this.nextDiscard.get();
		if (now - next >= 0 && this.nextDiscard.compareAndSet(next, now + PAUSE)) {
			this.pools.stream()
				.map(HikariDataSource::getHikariPoolMXBean)
				.filter(Objects::nonNull)
				.forEach(HikariPoolMXBean::softEvictConnections);
			this.abandoned.forEach(AbandonedCommits::end);
		}
	}

}
