package com.resync.items;

import javax.sql.DataSource;

import com.resync.Configured;
import com.resync.MisconfiguredException;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores items in the database if a {@code DataSource} bean is present, and in memory
 * otherwise.
 */
@AutoConfiguration(after = JdbcClientAutoConfiguration.class)
@EnableConfigurationProperties(MemoryProperties.class)
class ItemRepositoryAutoConfiguration {

	@Bean
	@ConditionalOnBean(DataSource.class)
	JdbcItemRepository jdbcItemRepository(JdbcClient jdbc) {
		return new JdbcItemRepository(jdbc);
	}

	@Bean
	@ConditionalOnMissingBean(DataSource.class)
	InMemoryItemRepository inMemoryItemRepository(MemoryProperties limits, Environment environment) {
		if (Configured.database(environment)) {
			throw new MisconfiguredException("A database is configured, but this application has no DataSource",
					"Remove the auto-configuration that the database needs from spring.autoconfigure.exclude.");
		}
		return new InMemoryItemRepository(limits);
	}

}
