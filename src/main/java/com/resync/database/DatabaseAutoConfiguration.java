package com.resync.database;

import javax.sql.DataSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * What the service adds to a {@code DataSource}, if there is one.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnBean(DataSource.class)
class DatabaseAutoConfiguration {

	@Bean
	DatabaseCheck databaseCheck(DataSource dataSource) {
		return new DatabaseCheck(dataSource);
	}

}
