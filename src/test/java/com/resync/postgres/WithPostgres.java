package com.resync.postgres;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Makes a test use PostgreSQL: one server for all tests of a JVM, whose data are not
 * kept.
 */
public interface WithPostgres {

	PostgresServer SERVER = PostgresServer.start("fsync=off", "max_connections=200");

	@DynamicPropertySource
	static void database(DynamicPropertyRegistry registry) {
		registry.add("spring.datasource.url", SERVER::url);
	}

}
