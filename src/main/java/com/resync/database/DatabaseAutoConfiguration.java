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
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the service adds to a {@code DataSource}, if there is one.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class,
		before = DataSourceHealthContributorAutoConfiguration.class)
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(ReplicaProperties.class)
class DatabaseAutoConfiguration {

	@Bean
	DatabaseCheck databaseCheck(DataSource dataSource) {
		return new DatabaseCheck(dataSource);
	}

	/**
	 * As Spring Boot's, but reports a database that takes no changes as out of service.
	 */
	@Bean
	HealthIndicator dbHealthIndicator(DataSource dataSource) {
		JdbcTemplate jdbc = new JdbcTemplate(dataSource);
		return new DataSourceHealthIndicator(dataSource) {

			@Override
			protected void doHealthCheck(Health.Builder builder) throws Exception {
				super.doHealthCheck(builder);
				boolean readOnly = "on".equals(jdbc.queryForObject("SHOW transaction_read_only", String.class));
				builder.withDetail("takesChanges", !readOnly);
				if (readOnly) {
					builder.outOfService();
				}
			}

		};
	}

	/**
	 * Inside the retries, since each needs a connection, and outside the transaction.
	 */
	@Bean
	@Order(InterceptorOrder.TRANSACTION - 500)
	ConnectionInterceptor messageConnections(DataSource database, ObjectProvider<DataSource> all) {
		List<HikariDataSource> pools = all.stream(ObjectProvider.UNFILTERED, false)
			.sorted(Comparator.comparing((dataSource) -> dataSource != database))
			.map((dataSource) -> DataSourceUnwrapper.unwrap(dataSource, HikariConfigMXBean.class,
					HikariDataSource.class))
			.filter(Objects::nonNull)
			.distinct()
			.toList();
		return new ConnectionInterceptor(pools);
	}

}
