package com.resync;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoints of the actuator.
 */
class ActuatorTests extends HttpTests {

	@Test
	void probesOfTheKubernetesManifestAreServed() throws Exception {
		List<String> paths = JsonPath.read(Documentation.manifest(), "$..httpGet.path");
		assertThat(paths).hasSize(3);
		for (String path : paths) {
			assertThat(get(path).statusCode()).as(path).isEqualTo(200);
		}
	}

	@Test
	void healthIsUp() throws Exception {
		assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"");
		assertThat(get("/actuator/info").body()).contains("\"items\":\"in memory\"");
	}

	@Test
	void handlersAreListed() throws Exception {
		assertThat(get("/actuator/handlers").body()).contains(
				"""
						"interceptors":["messageObservation","messageValidation","messageRetry","messageIdempotency"],"messages":""",
				"""
						{"message":"com.resync.items.CreateItemCommand","kind":"command","result":"com.resync.items.Item",\
						"handler":"createItemCommand.Handler","origin":"com.resync.items.CreateItemCommand$Handler",\
						"interceptors":["messageObservation","messageValidation","messageIdempotency"]}""",
				"""
						{"message":"com.resync.items.GetItemQuery","kind":"query","result":"com.resync.items.Item",\
						"handler":"getItemQuery.Handler","origin":"com.resync.items.GetItemQuery$Handler",\
						"interceptors":["messageObservation"]}""");
	}

	@Test
	void dispatchesAreMeasured() throws Exception {
		post("{\"name\":\"x\"}");
		assertThat(get("/actuator/prometheus").body()).contains(
				"""
						cqrs_dispatch_seconds_count{error="none",kind="command",message="com.resync.items.CreateItemCommand",outcome="success"}""");
	}

	@Test
	void requestsAreMeasuredHoweverTheirBodyComes() throws Exception {
		int before = counted(201) + counted(413) + counted(400);
		post("{\"name\":\"x\"}");
		String head = "POST /items HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n";
		try (Socket socket = connect()) {
			socket.getOutputStream().write((head + "Content-Length: 12\r\n\r\n").getBytes(StandardCharsets.UTF_8));
			Thread.sleep(50);
			socket.getOutputStream().write("{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8));
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.startsWith("HTTP/1.1 201");
		}
		assertThat(post("x".repeat(100_000)).statusCode()).isEqualTo(413);
		assertThat(raw(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")).startsWith("HTTP/1.1 400");
		await(() -> counted(201) + counted(413) + counted(400) == before + 4);
	}

	/** A request is measured shortly after its response was sent. */
	private static void await(Callable<Boolean> condition) throws Exception {
		for (int i = 0; i < 200 && !condition.call(); i++) {
			Thread.sleep(10);
		}
		assertThat(condition.call()).isTrue();
	}

	private int counted(int status) throws Exception {
		Matcher count = Pattern
			.compile(
					"http_server_requests_seconds_count\\{.*method=\"POST\".*status=\"%d\".*} (\\d+)".formatted(status))
			.matcher(get("/actuator/prometheus").body());
		return count.results().mapToInt((result) -> Integer.parseInt(result.group(1))).sum();
	}

	@Test
	void requestsAreCountedByWhetherTheyWereFast() throws Exception {
		create();
		assertThat(get("/actuator/prometheus").body()).containsPattern("""
				http_server_requests_seconds_bucket\\{.*uri="/items",le="0.5"} [1-9]""");
	}

	@Test
	void roomInMemoryIsMeasured() throws Exception {
		double items = measured("items_memory_stored_items");
		double bytes = measured("items_memory_used_bytes");
		double keys = measured("cqrs_idempotency_memory_used_bytes");
		String path = header(post("{\"name\":\"x\"}", "Idempotency-Key", "measured"), "Location");
		assertThat(measured("items_memory_stored_items")).isEqualTo(items + 1);
		assertThat(measured("items_memory_used_bytes")).isGreaterThan(bytes);
		assertThat(measured("cqrs_idempotency_memory_used_bytes")).isGreaterThan(keys)
			.isLessThan(measured("cqrs_idempotency_memory_max_bytes"));
		delete(path);
		assertThat(measured("items_memory_stored_items")).isEqualTo(items)
			.isLessThan(measured("items_memory_capacity_items"));
		assertThat(measured("items_memory_used_bytes")).isEqualTo(bytes).isLessThan(measured("items_memory_max_bytes"));
	}

	private double measured(String name) throws Exception {
		Matcher value = Pattern.compile("(?m)^" + name + " (.*)$").matcher(get("/actuator/prometheus").body());
		assertThat(value.find()).isTrue();
		return Double.parseDouble(value.group(1));
	}

	@Test
	void whatTheServiceIsMadeOfIsListed() throws Exception {
		HttpResponse<String> sbom = get("/actuator/sbom/application");
		assertThat(HttpTests.<String>json(sbom, "$.bomFormat")).isEqualTo("CycloneDX");
		assertThat(HttpTests.<List<String>>json(sbom, "$.components[*].name"))
			.contains("spring-webmvc", "tomcat-embed-core")
			.doesNotContain("junit-jupiter");
	}

	@Test
	void noDatabaseIsInTheHealthWhereNoneIsConfigured() throws Exception {
		assertThat(get("/actuator/prometheus").body()).doesNotContain("jdbc", "hikari");
	}

}
