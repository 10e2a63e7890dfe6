package com.resync.database;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

import com.resync.cqrs.interceptor.InterceptorOrder;
import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * What the service adds to a {@code DataSource}, if there is one.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class,
		before = DataSourceHealthContributorAutoConfiguration.class)
@ConditionalOnSingleCandidate(DataSource.class)
class DatabaseAutoConfiguration {

	@Bean
	DatabaseCheck databaseCheck(DataSource dataSource) {
		return new DatabaseCheck(dataSource);
	}

	@Bean
	DatabaseHealthIndicator dbHealthIndicator(DataSource dataSource) {
		return new DatabaseHealthIndicator(dataSource);
	}

	/**
	 * Inside the retries, each of which needs a connection, and outside the transaction.
	 */
	@Bean
	@Order(InterceptorOrder.TRANSACTION - 500)
	ConnectionInterceptor messageConnections(DataSource database, ObjectProvider<DataSource> all) {
		List<HikariDataSource> pools = all.stream(ObjectProvider.UNFILTERED, false)
			.sorted(Comparator.comparing((dataSource) -> dataSource != database))
			.map((dataSource) -> DataSourceUnwrapper.unwrap(dataSource, HikariConfigMXBean.class,
					HikariDataSource.class))
			.filter(Objects::nonNull)
			.toList();
		return new ConnectionInterceptor(pools);
	}

}
