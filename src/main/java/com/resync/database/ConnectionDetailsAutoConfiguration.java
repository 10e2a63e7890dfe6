package com.resync.database;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Brings back Spring Boot's {@code DataSource} where no property configures a database
 * but a bean does, such as that of Testcontainers or Docker Compose, which
 * {@link DatabaseConfigured} cannot see.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class,
		afterName = "org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration")
@ConditionalOnBean(JdbcConnectionDetails.class)
@EnableConfigurationProperties(DataSourceProperties.class)
@Import(ConnectionDetailsAutoConfiguration.PooledDataSource.class)
class ConnectionDetailsAutoConfiguration {

	/** By name, since the filter leaves out the members of what it leaves out. */
	static class PooledDataSource implements ImportSelector {

		@Override
		public String[] selectImports(AnnotationMetadata importing) {
			return new String[] { DatabaseConfigured.DATA_SOURCE + "$PooledDataSourceConfiguration",
					"org.springframework.boot.jdbc.autoconfigure.DataSourcePoolMetadataProvidersConfiguration" };
		}

	}

}
