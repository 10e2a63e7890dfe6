package com.resync.database;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Uses a read replica for queries.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(DatabaseConfigured.class)
@EnableConfigurationProperties(ReplicaProperties.class)
class ReplicaConfiguration {

	@Bean
	static ReplicaRouting replicaRouting(Environment environment) {
		return new ReplicaRouting(environment);
	}

	@Bean
	Primary primary(JdbcClient jdbc, PlatformTransactionManager transactionManager, ReplicaProperties replica) {
		return new Primary(jdbc, transactionManager, replica.isConfigured());
	}

}
