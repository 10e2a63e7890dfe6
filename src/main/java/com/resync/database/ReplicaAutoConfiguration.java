package com.resync.database;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/**
 * Adds a primary {@code DataSource} that sends read-only transactions to a read replica
 * and all else to Spring Boot's {@code DataSource}, if {@code resync.replica.url} is set.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnProperty("resync.replica.url")
@ConditionalOnBean(JdbcConnectionDetails.class)
class ReplicaAutoConfiguration {

	/** The age of the last change replayed, in seconds, unless all changes are. */
	private static final String LAG = """
			SELECT CASE WHEN NOT pg_is_in_recovery()
			    OR pg_last_wal_replay_lsn() >= pg_last_wal_receive_lsn() AND EXISTS (SELECT FROM pg_stat_wal_receiver)
			THEN 0 ELSE coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 'NaN') END
			""";

	/**
	 * A pool with the settings of the database's pool, but with shorter timeouts of the
	 * driver for a replica that does not respond, and time for the driver to try the
	 * primary then. It replaces its connections each minute, so that those opened to the
	 * primary, while the replica was down, lead to the replica again.
	 */
	@Bean(defaultCandidate = false)
	HikariDataSource replica(ReplicaProperties properties, JdbcConnectionDetails database, Environment environment) {
		HikariDataSource pool = new HikariDataSource();
		Binder.get(environment).bind("spring.datasource.hikari", Bindable.ofInstance(pool));
		pool.setPoolName("replica");
		pool.setReadOnly(true);
		pool.setJdbcUrl(properties.url());
		pool.setUsername((properties.username() != null) ? properties.username() : database.getUsername());
		pool.setPassword((properties.password() != null) ? properties.password() : database.getPassword());
		pool.setConnectionTimeout(4000);
		pool.setValidationTimeout(250);
		pool.setKeepaliveTime(0);
		pool.setMaxLifetime(60_000);
		pool.addDataSourceProperty("connectTimeout", "1");
		pool.addDataSourceProperty("socketTimeout", "2");
		return pool;
	}

	@Bean
	@Primary
	DataSource routingDataSource(@Qualifier("dataSource") DataSource database,
			@Qualifier("replica") DataSource replica) {
		LazyConnectionDataSourceProxy routing = new LazyConnectionDataSourceProxy(database);
		routing.setReadOnlyDataSource(replica);
		return routing;
	}

	@Bean
	MeterBinder replicaLag(@Qualifier("replica") DataSource replica) {
		JdbcTemplate jdbc = new JdbcTemplate(replica);
		return (registry) -> TimeGauge.builder("resync.replica.lag", () -> lag(jdbc), TimeUnit.SECONDS)
			.description("How far the replica is behind the primary")
			.register(registry);
	}

	/**
	 * Not a number if the replica does not respond soon: metrics must not wait for it.
	 */
	private static Double lag(JdbcTemplate replica) {
		return CompletableFuture.supplyAsync(() -> replica.queryForObject(LAG, Double.class))
			.completeOnTimeout(Double.NaN, 1, TimeUnit.SECONDS)
			.exceptionally((ex) -> Double.NaN)
			.join();
	}

}
