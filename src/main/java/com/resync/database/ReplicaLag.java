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
 * Knows how far a replica is behind, by comparing where both are in the write-ahead log,
 * without a clock of theirs. Whoever asks checks, at most once a second, and once in ten
 * while the replica does not answer, so that few wait for one that hangs. Thread-safe.
 */
class ReplicaLag implements MeterBinder {

	private static final Log logger = LogFactory.getLog(ReplicaLag.class);

	private static final String WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";

	/** A server that is no replica, such as a promoted one, has replayed all it has. */
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

	/** When the database had written nothing that the replica has not replayed. */
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

	/** A position that the replica has yet to reach is kept until it does. */
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

	/** Has the database asked until the replica answers again. */
	void unavailable(SQLException cause) {
		if (this.available) {
			logger.warn("The read replica is not available, the database is asked instead: " + cause.getMessage());
		}
		this.available = false;
		this.nextCheck = System.nanoTime() + PAUSE;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		TimeGauge.builder("resync.replica.lag", this::nanos, TimeUnit.NANOSECONDS)
			.description("How much older than the database the answers of the replica may be")
			.register(registry);
	}

}
