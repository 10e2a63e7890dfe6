package com.resync;

import java.net.http.HttpResponse;

import javax.sql.DataSource;

import com.resync.postgres.PostgresServer;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * A database that is not there.
 */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseAwayTests {

	@Test
	void requestsAreRefusedWhileTheDatabaseIsAwayAndServedWhenItIsBack() throws Exception {
		try (PostgresServer database = PostgresServer.start("fsync=off"); Instance service = Instance.start(database)) {
			String id = service.create("kept");
			database.kill();
			for (int i = 0; i < 3; i++) {
				assertUnavailable(service.get("/items/" + id), "/items/" + id);
				assertUnavailable(service.post("x"), "/items");
				assertUnavailable(service.put(id, "x"), "/items/" + id);
				assertUnavailable(service.delete(id), "/items/" + id);
			}
			assertThat(service.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
			database.restart();
			HttpResponse<String> answer = service.get("/items/" + id);
			for (int i = 0; i < 40 && answer.statusCode() == 503; i++) {
				Thread.sleep(100);
				answer = service.get("/items/" + id);
			}
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).contains("\"kept\"");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			spring.datasource.username=items                     | url' attribute is not specified
			spring.profiles.active=postgres                      | url' attribute is not specified
			spring.datasource.hikari.maximum-pool-size=5         | url' attribute is not specified
			resync.replica.url=jdbc:postgresql://x/x             | url' attribute is not specified
			spring.datasource.url=jdbc:postgresql://127.0.0.1:1/ | Connection to 127.0.0.1:1 refused
			""")
	void databaseThatIsConfiguredInPartStopsTheStart(String part, String reason, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(part).close());
		assertThat(output.toString().contains(reason)).as(output.toString()).isTrue();
	}

	@Test
	void replicaWhoseUrlIsNoneStopsTheStart() {
		try (PostgresServer database = PostgresServer.start("fsync=off")) {
			assertThatException().isThrownBy(
					() -> start("spring.datasource.url=" + database.url(), "resync.replica.url=jdbc:none:x").close())
				.withStackTraceContaining("resync.replica.url is no URL of a database: jdbc:none:x");
		}
	}

	@Test
	void emptyUrlIsNone() {
		try (ConfigurableApplicationContext context = start("spring.datasource.url=", "resync.replica.url=")) {
			assertThat(context.getBeanProvider(DataSource.class).getIfAvailable()).isNull();
		}
		try (PostgresServer database = PostgresServer.start("fsync=off");
				ConfigurableApplicationContext context = start("spring.datasource.url=" + database.url(),
						"resync.replica.url=")) {
			assertThat(context.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class);
		}
	}

	@Test
	void databaseThatTakesNoChangesIsNotAvailableForThem() throws Exception {
		try (PostgresServer database = PostgresServer.start("fsync=off"); Instance service = Instance.start(database)) {
			String id = service.create("kept");
			database.sql("ALTER SYSTEM SET default_transaction_read_only = on");
			database.sql("SELECT pg_reload_conf()");
			HttpResponse<String> refused = service.post("x");
			for (int i = 0; i < 50 && refused.statusCode() == 201; i++) {
				Thread.sleep(20);
				refused = service.post("x");
			}
			assertUnavailable(refused, "/items");
			assertThat(service.get("/items/" + id).statusCode()).isEqualTo(200);
		}
	}

	private static ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(ResyncApplication.class).properties("server.port=0")
			.properties(properties)
			.run();
	}

	private static void assertUnavailable(HttpResponse<String> response, String instance) {
		HttpTests.assertProblem(response, 503, "urn:resync:problem:database-unavailable", instance);
		assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
	}

}
