package com.resync.database;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gives read-only work a connection to the replica, unless that is too far behind or out
 * of reach. Needed beside {@code setReadOnlyDataSource} of
 * {@link org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy}, which knows
 * neither the lag nor read-only work without a transaction. Thread-safe.
 */
class ReplicaRouting extends DelegatingDataSource {

	private final ObjectProvider<HikariDataSource> replica;

	private final ObjectProvider<ReplicaLag> lag;

	ReplicaRouting(DataSource database, ObjectProvider<HikariDataSource> replica, ObjectProvider<ReplicaLag> lag) {
		super(database);
		this.replica = replica;
		this.lag = lag;
	}

	@Override
	public Connection getConnection() throws SQLException {
		if (TransactionSynchronizationManager.isCurrentTransactionReadOnly() && this.lag.getObject().isWithinLimit()) {
			try {
				return this.replica.getObject().getConnection();
			}
			catch (SQLException ex) {
				this.lag.getObject().unavailable(ex);
			}
		}
		return super.getConnection();
	}

}
