package com.resync.database;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Adds a primary {@code DataSource} that routes to the read replica or to Spring Boot's
 * {@code DataSource}, if {@code resync.replica.url} is set.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnProperty("resync.replica.url")
@ConditionalOnBean(JdbcConnectionDetails.class)
@EnableConfigurationProperties(ReplicaProperties.class)
class ReplicaAutoConfiguration {

	/** In milliseconds: then the database is asked. */
	private static final long CONNECTION_TIMEOUT = 800;

	/** Set up as the pool of the database is, but fails sooner. */
	@Bean(defaultCandidate = false)
	HikariDataSource replica(ReplicaProperties properties, JdbcConnectionDetails database, Environment environment) {
		HikariDataSource pool = new HikariDataSource();
		Binder.get(environment).bind("spring.datasource.hikari", Bindable.ofInstance(pool));
		pool.setPoolName("replica");
		pool.setJdbcUrl(properties.url());
		pool.setUsername((properties.username() != null) ? properties.username() : database.getUsername());
		pool.setPassword((properties.password() != null) ? properties.password() : database.getPassword());
		pool.setConnectionTimeout(CONNECTION_TIMEOUT);
		pool.setValidationTimeout(CONNECTION_TIMEOUT);
		pool.addDataSourceProperty("socketTimeout", "2");
		return pool;
	}

	@Bean
	ReplicaLag replicaLag(@Qualifier("dataSource") DataSource database, @Qualifier("replica") DataSource replica,
			ReplicaProperties properties) {
		return new ReplicaLag(database, replica, properties.maxLag());
	}

	/** Connections are fetched when it is known whether the work is read-only. */
	@Bean
	@Primary
	DataSource routingDataSource(@Qualifier("dataSource") DataSource database, @Qualifier("replica") DataSource replica,
			ReplicaLag lag) {
		LazyConnectionDataSourceProxy proxy = new LazyConnectionDataSourceProxy();
		proxy.setTargetDataSource(new Routing(database, replica, lag));
		proxy.setDefaultAutoCommit(true);
		proxy.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
		return proxy;
	}

	/**
	 * Gives read-only work a connection to the replica, unless that is too far behind or
	 * out of reach. Needed beside {@code setReadOnlyDataSource} of
	 * {@link LazyConnectionDataSourceProxy}, which knows neither the lag nor read-only
	 * work without a transaction. Thread-safe.
	 */
	private static class Routing extends DelegatingDataSource {

		private final DataSource replica;

		private final ReplicaLag lag;

		Routing(DataSource database, DataSource replica, ReplicaLag lag) {
			super(database);
			this.replica = replica;
			this.lag = lag;
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (TransactionSynchronizationManager.isCurrentTransactionReadOnly() && this.lag.isWithinLimit()) {
				try {
					return this.replica.getConnection();
				}
				catch (SQLException ex) {
					this.lag.unavailable(ex);
				}
			}
			return super.getConnection();
		}

	}

}
