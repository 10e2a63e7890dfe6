package com.resync.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Gives connections of a read replica and, for as long as that is down, of the primary. A
 * replica whose connections are all in use is not down: then the primary is asked once.
 * Safe for use by many threads.
 */
class ReplicaDataSource extends AbstractDataSource {

	private static final Log logger = LogFactory.getLog(ReplicaDataSource.class);

	private static final long PAUSE = Duration.ofSeconds(1).toNanos();

	private final DataSource replica;

	private final DataSource primary;

	/** As of {@link System#nanoTime()}. */
	private final AtomicLong pausedUntil = new AtomicLong(System.nanoTime());

	ReplicaDataSource(DataSource replica, DataSource primary) {
		this.replica = replica;
		this.primary = primary;
	}

	@Override
	public Connection getConnection() throws SQLException {
		if (this.pausedUntil.get() - System.nanoTime() <= 0) {
			try {
				return this.replica.getConnection();
			}
			catch (SQLException ex) {
				if (ex.getCause() != null) { // Otherwise all connections are in use.
					pause(ex);
				}
			}
		}
		return this.primary.getConnection();
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		throw new UnsupportedOperationException("The replica has a user of its own");
	}

	/** Has the primary asked for a while, so that not every request waits in vain. */
	void pause(Exception cause) {
		long now = System.nanoTime();
		if (this.pausedUntil.getAndSet(now + PAUSE) - now <= 0) {
			logger.warn("The read replica is not available, the primary is asked for a second: " + cause.getMessage());
		}
	}

}
