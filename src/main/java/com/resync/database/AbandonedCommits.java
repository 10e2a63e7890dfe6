package com.resync.database;

import java.sql.Connection;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Ends commits that wait for a standby although their client has received 503. Otherwise
 * they would accumulate in the server while its standby is down, since no setting of
 * PostgreSQL ends them. Thread-safe.
 */
class AbandonedCommits {

	private static final Log logger = LogFactory.getLog(AbandonedCommits.class);

	/**
	 * Commits that waited for longer than the driver, whose timeout in milliseconds is
	 * the parameter.
	 */
	private static final String END = """
			SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
			WHERE usename = current_user AND application_name = current_setting('application_name')
			AND wait_event = 'SyncRep' AND state_change < clock_timestamp() - nullif(?, 0) * interval '1.5 ms'
			""";

	private final JdbcTemplate primary;

	/** Runs one task at a time, and drops those that come meanwhile. */
	private final Executor background = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
			new ThreadPoolExecutor.DiscardPolicy());

	AbandonedCommits(DataSource primary) {
		this.primary = new JdbcTemplate(primary);
	}

	/** Returns at once, since it may have to wait for a connection. */
	void end() {
		this.background.execute(() -> {
			try {
				Integer timeout = this.primary.execute(Connection::getNetworkTimeout);
				this.primary.queryForList(END, timeout);
			}
			catch (DataAccessException ex) {
				logger.debug("Commits that wait for a standby could not be ended", ex);
			}
		});
	}

}
