package com.resync.cqrs.spring;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/**
 * Sends read-only transactions, which are those of queries, to the read replica at
 * {@code resync.replica.url}; user and password are those of the primary unless
 * {@code resync.replica.username} and {@code password} say otherwise. Stands in front of
 * the primary's pool, so that health and migrations remain the primary's alone.
 */
class ReplicaRouting implements BeanPostProcessor, DisposableBean {

	/** In milliseconds, the least that the pool takes: then the primary is asked. */
	private static final long CONNECTION_TIMEOUT = 250;

	private final Environment environment;

	private @Nullable HikariDataSource pool;

	private @Nullable ReplicaDataSource replica;

	ReplicaRouting(Environment environment) {
		this.environment = environment;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (this.pool != null || !(bean instanceof HikariDataSource primary)) {
			return bean;
		}
		this.pool = pool();
		this.replica = new ReplicaDataSource(this.pool, primary);
		LazyConnectionDataSourceProxy routing = new LazyConnectionDataSourceProxy(primary);
		routing.setReadOnlyDataSource(this.replica);
		return routing;
	}

	private HikariDataSource pool() {
		HikariDataSource hikari = new HikariDataSource();
		Binder.get(this.environment).bind("spring.datasource.hikari", Bindable.ofInstance(hikari));
		hikari.setPoolName("replica");
		hikari.setJdbcUrl(this.environment.getRequiredProperty("resync.replica.url"));
		hikari.setUsername(property("username"));
		hikari.setPassword(property("password"));
		hikari.setConnectionTimeout(CONNECTION_TIMEOUT);
		hikari.setValidationTimeout(CONNECTION_TIMEOUT);
		hikari.setInitializationFailTimeout(-1);
		return hikari;
	}

	private @Nullable String property(String name) {
		String value = this.environment.getProperty("resync.replica." + name);
		return (value != null) ? value : this.environment.getProperty("spring.datasource." + name);
	}

	/** A connection was lost while it was used: the replica's, if there is one. */
	void connectionLost(Exception cause) {
		if (this.replica != null) {
			this.replica.pause(cause);
		}
	}

	@Override
	public void destroy() {
		if (this.pool != null) {
			this.pool.close();
		}
	}

}
