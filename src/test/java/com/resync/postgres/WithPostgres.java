package com.resync.postgres;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Has a test use PostgreSQL: one server for the whole run, which need not outlive it.
 */
public interface WithPostgres {

	PostgresServer SERVER = PostgresServer.start("fsync=off", "max_connections=200");

	@DynamicPropertySource
	static void database(DynamicPropertyRegistry registry) {
		registry.add("spring.datasource.url", SERVER::url);
	}

}
