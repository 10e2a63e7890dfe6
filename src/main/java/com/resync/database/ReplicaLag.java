package com.resync.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Measures how far the replica is behind, by the positions of both servers in the
 * write-ahead log; their clocks do not matter. The caller measures, at most once a
 * second, or once in 10 s while the replica does not respond. Thread-safe.
 */
class ReplicaLag implements MeterBinder {

	private static final Log logger = LogFactory.getLog(ReplicaLag.class);

	private static final String WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";

	/**
	 * A server that is not in recovery, such as a promoted replica, has replayed
	 * everything.
	 */
	private static final String REPLAYED = """
			SELECT pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
			    ELSE pg_current_wal_lsn() END, '0/0')
			""";

	private static final long PERIOD = Duration.ofSeconds(1).toNanos();

	private static final long PAUSE = Duration.ofSeconds(10).toNanos();

	private final DataSource database;

	private final DataSource replica;

	private final long limit;

	private final ReentrantLock checking = new ReentrantLock();

	/** All times in nanoseconds, as {@link System#nanoTime()} gives them. */
	private volatile long nextCheck = System.nanoTime();

	/** The last time at which the replica had replayed everything. */
	private volatile long caughtUp;

	private volatile boolean available = true;

	private long writtenAt;

	private BigDecimal written = BigDecimal.ZERO;

	ReplicaLag(DataSource database, DataSource replica, Duration limit) {
		this.database = database;
		this.replica = replica;
		this.limit = limit.toNanos();
		this.writtenAt = System.nanoTime() - this.limit - 1;
		this.caughtUp = this.writtenAt;
	}

	boolean isWithinLimit() {
		return nanos() <= this.limit && this.available;
	}

	private long nanos() {
		if (System.nanoTime() - this.nextCheck >= 0 && this.checking.tryLock()) {
			try {
				check();
			}
			catch (SQLException ex) {
				unavailable(ex);
			}
			finally {
				this.checking.unlock();
			}
		}
		return System.nanoTime() - this.caughtUp;
	}

	/** Keeps a position until the replica has reached it. */
	private void check() throws SQLException {
		long now = System.nanoTime();
		BigDecimal writtenNow = position(this.database, WRITTEN);
		BigDecimal replayed = position(this.replica, REPLAYED);
		boolean reached = replayed.compareTo(this.written) >= 0;
		if (reached) {
			this.caughtUp = (replayed.compareTo(writtenNow) >= 0) ? now : this.writtenAt;
			this.writtenAt = now;
			this.written = writtenNow;
		}
		this.available = true;
		this.nextCheck = System.nanoTime() + PERIOD;
	}

	private static BigDecimal position(DataSource dataSource, String sql) throws SQLException {
		try (Connection connection = dataSource.getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getBigDecimal(1);
		}
	}

	/** Sends reads to the primary until the replica responds again. */
	void unavailable(SQLException cause) {
		if (this.available) {
			logger.warn("The read replica is not available, reads go to the primary: " + cause.getMessage());
		}
		this.available = false;
		this.nextCheck = System.nanoTime() + PAUSE;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		TimeGauge.builder("resync.replica.lag", this::nanos, TimeUnit.NANOSECONDS)
			.description("How far the replica is behind the primary")
			.register(registry);
	}

}
