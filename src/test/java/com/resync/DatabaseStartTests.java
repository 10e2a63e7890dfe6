package com.resync;

import java.sql.Connection;
import java.sql.DriverManager;

import javax.sql.DataSource;

import com.resync.postgres.PostgresServer;
import com.resync.postgres.TcpProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Which database is used, and what stops the start.
 */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseStartTests {

	private static PostgresServer server;

	@BeforeAll
	static void startServer() throws Exception {
		server = PostgresServer.start("fsync=off");
		server.sql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
		server.sql("CREATE DATABASE shared");
		server.sql("CREATE ROLE reader LOGIN");
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void itemsAreInMemoryIfNothingIsConfigured() {
		try (ConfigurableApplicationContext context = start(ResyncApplication.class)) {
			assertThat(context.getBeanProvider(DataSource.class).getIfAvailable()).isNull();
			assertThat(place(context)).isEqualTo("in memory");
		}
	}

	@ParameterizedTest
	@CsvSource({ "com.resync.DatabaseStartTests$OwnDataSource", "com.resync.DatabaseStartTests$OwnConnectionDetails" })
	void itemsAreInTheDatabaseThatABeanGives(Class<?> beans) {
		try (ConfigurableApplicationContext context = start(beans)) {
			assertThat(place(context)).isEqualTo("in PostgreSQL");
		}
	}

	private static String place(ConfigurableApplicationContext context) {
		Info.Builder info = new Info.Builder();
		context.getBeansOfType(InfoContributor.class).values().forEach((contributor) -> contributor.contribute(info));
		return String.valueOf(info.build().get("items"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			spring.datasource.url=                               | url' attribute is not specified
			spring.datasource.username=items                     | url' attribute is not specified
			spring.profiles.active=postgres                      | url' attribute is not specified
			spring.datasource.hikari.maximum-pool-size=5         | url' attribute is not specified
			resync.replica.url=jdbc:postgresql://x/x             | url' attribute is not specified
			resync.replica.url=                                  | url' attribute is not specified
			spring.datasource.url=jdbc:postgresql://127.0.0.1:1/ | Connection to 127.0.0.1:1 refused
			""")
	void databaseThatIsConfiguredInPartStopsTheStart(String part, String reason, CapturedOutput output) {
		assertReported(reason, output, part);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/nowhere?user=postgres                               | database "nowhere" does not exist
			/postgres?user=nobody                                | role "nobody" does not exist
			/postgres?user=reader                                | permission denied for
			""")
	void databaseThatCannotServeStopsTheStart(String database, String reason, CapturedOutput output) {
		assertReported(reason, output, url(database));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void databaseOfAnotherEncodingStopsTheStartAndIsNotChanged(boolean flyway, CapturedOutput output) {
		assertReported("The encoding of the database is LATIN1, not UTF8", output, url("/latin?user=postgres"),
				"spring.flyway.enabled=" + flyway);
		assertThat(jdbc("/latin?user=postgres")
			.queryForList("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "url=", "username=reader", "password=secret" })
	void replicaWithoutUrlStopsTheStart(String part, CapturedOutput output) {
		assertReported("must be the JDBC URL of a PostgreSQL replica", output, url("/postgres?user=postgres"),
				"resync.replica." + part);
	}

	@Test
	void missingTablesAndGrantsStopTheStartWithoutFlyway(CapturedOutput output) throws Exception {
		server.sql("CREATE DATABASE granted");
		assertReported("The user of the database lacks SELECT on item", output, url("/granted?user=postgres"),
				"spring.flyway.enabled=false");
		start(ResyncApplication.class, url("/granted?user=postgres")).close();
		assertReported("The user of the database lacks SELECT on item", output, url("/granted?user=reader"),
				"spring.flyway.enabled=false");
		start(ResyncApplication.class, url("/granted?user=postgres"), "spring.flyway.enabled=false").close();
	}

	@Test
	void schemaWithOtherTablesIsSharedOnlyIfToldSo(CapturedOutput output) throws Exception {
		jdbc("/shared?user=postgres").execute("CREATE TABLE other (id int)");
		String shared = url("/shared?user=postgres");
		assertReported("spring.flyway.baseline-on-migrate=true", output, shared);
		start(ResyncApplication.class, shared, "spring.flyway.baseline-on-migrate=true").close();
	}

	/** It would make all requests to the table wait too. */
	@Test
	void migrationDoesNotWaitForALock(CapturedOutput output) throws Exception {
		server.sql("CREATE DATABASE busy");
		String busy = url("/busy?user=postgres");
		start(ResyncApplication.class, busy).close();
		try (Connection dump = DriverManager.getConnection(jdbcUrl("/busy?user=postgres"))) {
			dump.setAutoCommit(false);
			dump.createStatement().executeQuery("SELECT FROM item");
			assertReported("canceling statement due to lock timeout", output, busy,
					"spring.flyway.locations=classpath:db/migration,classpath:db/later");
		}
	}

	@Test
	void databaseThatIsConfiguredIsNotIgnored(CapturedOutput output) {
		assertReported("A database is configured, but this application has no DataSource", output,
				url("/postgres?user=postgres"),
				"spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
	}

	@Test
	void poolerIsNoticedUnlessTheUrlSaysThatPreparedStatementsAreSafe(CapturedOutput output) throws Exception {
		try (TcpProxy pooler = TcpProxy.to(server).asPooler()) {
			String url = "spring.datasource.url=" + pooler.url();
			assertReported("A connection pooler is in front of the database", output, url);
			start(ResyncApplication.class, url + "&prepareThreshold=0").close();
		}
	}

	private static JdbcTemplate jdbc(String database) {
		return new JdbcTemplate(new DriverManagerDataSource(jdbcUrl(database)));
	}

	private static String url(String database) {
		return "spring.datasource.url=" + jdbcUrl(database);
	}

	private static String jdbcUrl(String database) {
		return server.url().replaceFirst("/postgres\\?.*", "") + database;
	}

	private static void assertReported(String reason, CapturedOutput output, String... properties) {
		int before = output.getAll().length();
		assertThatException().isThrownBy(() -> start(ResyncApplication.class, properties).close());
		assertThat(output.getAll().substring(before)).contains("APPLICATION FAILED TO START")
			.contains(reason)
			.doesNotContain("\tat ");
	}

	private static ConfigurableApplicationContext start(Class<?> beans, String... properties) {
		return new SpringApplicationBuilder(ResyncApplication.class, beans).web(WebApplicationType.NONE)
			.properties(properties)
			.run();
	}

	static class OwnDataSource {

		@Bean
		DataSource ownDataSource() {
			return new DriverManagerDataSource(server.url());
		}

	}

	static class OwnConnectionDetails {

		@Bean
		JdbcConnectionDetails connectionDetails() {
			return new JdbcConnectionDetails() {

				@Override
				public String getUsername() {
					return "postgres";
				}

				@Override
				public String getPassword() {
					return "";
				}

				@Override
				public String getJdbcUrl() {
					return server.url();
				}

			};
		}

	}

}
