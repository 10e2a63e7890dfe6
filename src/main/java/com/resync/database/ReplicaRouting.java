package com.resync.database;

import java.sql.DriverManager;
import java.sql.SQLException;

import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import com.resync.cqrs.Query;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/**
 * Sends read-only transactions, which are those of queries, to the read replica at
 * {@code resync.replica.url}; user and password are those of the primary unless
 * {@code resync.replica.username} and {@code password} say otherwise. Stands in front of
 * the primary's pool, so that health and migrations remain the primary's alone.
 */
class ReplicaRouting implements BeanPostProcessor, Interceptor, MeterBinder, DisposableBean {

	/** In milliseconds: then the primary is asked, so within a second. */
	private static final long CONNECTION_TIMEOUT = 800;

	private final Environment environment;

	private @Nullable HikariDataSource pool;

	private @Nullable ReplicaDataSource replica;

	ReplicaRouting(Environment environment) {
		this.environment = environment;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		ReplicaProperties properties = Binder.get(this.environment)
			.bindOrCreate("resync.replica", ReplicaProperties.class);
		if (this.pool != null || !properties.isConfigured() || !(bean instanceof HikariDataSource primary)) {
			return bean;
		}
		this.pool = pool(properties, primary);
		this.replica = new ReplicaDataSource(this.pool, primary);
		LazyConnectionDataSourceProxy routing = new LazyConnectionDataSourceProxy(primary);
		routing.setReadOnlyDataSource(this.replica);
		return routing;
	}

	private HikariDataSource pool(ReplicaProperties properties, HikariDataSource primary) {
		HikariDataSource hikari = new HikariDataSource();
		Binder.get(this.environment).bind("spring.datasource.hikari", Bindable.ofInstance(hikari));
		hikari.setPoolName("replica");
		hikari.setJdbcUrl(checked(properties.url()));
		hikari.setUsername((properties.username() != null) ? properties.username() : primary.getUsername());
		hikari.setPassword((properties.password() != null) ? properties.password() : primary.getPassword());
		hikari.setConnectionTimeout(CONNECTION_TIMEOUT);
		hikari.setValidationTimeout(CONNECTION_TIMEOUT);
		hikari.setInitializationFailTimeout(-1);
		return hikari;
	}

	/** A replica may be down at the start, but its URL must be one. */
	private static @Nullable String checked(@Nullable String url) {
		try {
			DriverManager.getDriver(url);
			return url;
		}
		catch (SQLException ex) {
			throw new IllegalStateException("resync.replica.url is no URL of a database: " + url, ex);
		}
	}

	@Override
	public boolean appliesTo(Class<? extends Message<?>> messageType) {
		return this.replica != null && Query.class.isAssignableFrom(messageType);
	}

	/** A connection that a query lost was the replica's. */
	@Override
	public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
		try {
			return next.proceed(message);
		}
		catch (DataAccessResourceFailureException ex) {
			if (this.replica != null) {
				this.replica.pause(ex);
			}
			throw ex;
		}
	}

	/** As those of the primary's pool, which Spring Boot knows of. */
	@Override
	public void bindTo(MeterRegistry registry) {
		if (this.pool != null) {
			this.pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
		}
	}

	@Override
	public void destroy() {
		if (this.pool != null) {
			this.pool.close();
		}
	}

}
