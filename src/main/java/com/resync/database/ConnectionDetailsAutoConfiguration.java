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
 * Adds Spring Boot's {@code DataSource} if no property configures a database, but a
 * {@code JdbcConnectionDetails} bean does, such as that of Testcontainers or Docker
 * Compose support.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class,
		afterName = "org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration")
@ConditionalOnBean(JdbcConnectionDetails.class)
@EnableConfigurationProperties(DataSourceProperties.class)
@Import(ConnectionDetailsAutoConfiguration.PooledDataSource.class)
class ConnectionDetailsAutoConfiguration {

	/** Selects parts of what was left out, by name, since they are not public. */
	static class PooledDataSource implements ImportSelector {

		@Override
		public String[] selectImports(AnnotationMetadata importing) {
			return new String[] { DataSourceAutoConfiguration.class.getName() + "$PooledDataSourceConfiguration",
					"org.springframework.boot.jdbc.autoconfigure.DataSourcePoolMetadataProvidersConfiguration" };
		}

	}

}
