package com.resync.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/**
 * Puts a routing to the read replica in front of Spring Boot's {@code DataSource}, if
 * {@code resync.replica.url} is set.
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
		pool.setJdbcUrl(checked(properties.url()));
		pool.setUsername((properties.username() != null) ? properties.username() : database.getUsername());
		pool.setPassword((properties.password() != null) ? properties.password() : database.getPassword());
		pool.setConnectionTimeout(CONNECTION_TIMEOUT);
		pool.setValidationTimeout(CONNECTION_TIMEOUT);
		pool.addDataSourceProperty("socketTimeout", "2");
		return pool;
	}

	private static @Nullable String checked(@Nullable String url) {
		try {
			DriverManager.getDriver(url);
			return url;
		}
		catch (SQLException ex) {
			throw new UnusableDatabaseException("resync.replica.url is no URL of a database: '" + url + "'",
					"Let it name a streaming replica, such as jdbc:postgresql://replica/items, or leave it unset.");
		}
	}

	@Bean
	ReplicaLag replicaLag(ReplicaProperties properties, DataSource database,
			@Qualifier("replica") HikariDataSource replica) {
		HikariDataSource behindTheRouting = DataSourceUnwrapper.unwrap(database, HikariConfigMXBean.class,
				HikariDataSource.class);
		return new ReplicaLag(Objects.requireNonNull(behindTheRouting), replica, properties.maxLag());
	}

	@Bean
	static BeanPostProcessor replicaRouting(@Qualifier("replica") ObjectProvider<HikariDataSource> replica,
			ObjectProvider<ReplicaLag> lag) {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				return ("dataSource".equals(beanName) && bean instanceof DataSource database)
						? routing(database, replica, lag) : bean;
			}

		};
	}

	/** Connections are fetched when it is known whether the work is read-only. */
	private static DataSource routing(DataSource database, ObjectProvider<HikariDataSource> replica,
			ObjectProvider<ReplicaLag> lag) {
		LazyConnectionDataSourceProxy proxy = new LazyConnectionDataSourceProxy();
		proxy.setTargetDataSource(new ReplicaRouting(database, replica, lag));
		proxy.setDefaultAutoCommit(true);
		proxy.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
		return proxy;
	}

}
