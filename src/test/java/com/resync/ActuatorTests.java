package com.resync;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the service tells of itself.
 */
class ActuatorTests extends HttpTests {

	@Test
	void healthIsUp() throws Exception {
		assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"");
		assertThat(get("/actuator/info").body()).contains("\"items\":\"in memory\"", "\"messages\":\"");
	}

	@Test
	void handlersAreListed() throws Exception {
		assertThat(get("/actuator/handlers").body()).contains("""
				"interceptors":["messageObservation","messageValidation","messageIdempotency"],"messages":""", """
				{"message":"com.resync.items.CreateItemCommand","kind":"command","result":"com.resync.items.Item",\
				"handler":"createItemCommand.Handler","origin":"com.resync.items.CreateItemCommand$Handler",\
				"interceptors":["messageObservation","messageValidation","messageIdempotency"]}""", """
				{"message":"com.resync.items.GetItemQuery","kind":"query","result":"com.resync.items.Item",\
				"handler":"getItemQuery.Handler","origin":"com.resync.items.GetItemQuery$Handler",\
				"interceptors":["messageObservation"]}""");
	}

	@Test
	void dispatchesAreMeasured() throws Exception {
		post("{\"name\":\"x\"}");
		assertThat(get("/actuator/metrics/cqrs.dispatch?tag=message:CreateItemCommand&tag=outcome:success").body())
			.contains("\"statistic\":\"COUNT\"");
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

	/** The answer is there a moment before its measure. */
	private static void await(Callable<Boolean> condition) throws Exception {
		for (int i = 0; i < 200 && !condition.call(); i++) {
			Thread.sleep(10);
		}
		assertThat(condition.call()).isTrue();
	}

	private int counted(int status) throws Exception {
		HttpResponse<String> count = get(
				"/actuator/metrics/http.server.requests?tag=status:" + status + "&tag=method:POST");
		return (count.statusCode() == 404) ? 0
				: HttpTests.<List<Double>>json(count, "$.measurements[?(@.statistic == 'COUNT')].value")
					.get(0)
					.intValue();
	}

	@Test
	void noDatabaseIsInTheHealthWhereNoneIsConfigured() throws Exception {
		assertThat(get("/actuator/metrics").body()).doesNotContain("jdbc", "hikari");
	}

}
