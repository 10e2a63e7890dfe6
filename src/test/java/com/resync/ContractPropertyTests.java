package com.resync;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties that hold for any input, checked with random ones.
 */
class ContractPropertyTests {

	private static final JsonMapper JSON = new JsonMapper();

	/** Between controls, blanks, planes and what is no character. */
	private static final int[] EDGES = { 0x09, 0x0a, 0x0d, 0x1f, 0x20, 0x22, 0x5c, 0x7f, 0x80, 0x85, 0xa0, 0xad, 0x1680,
			0x200b, 0x2028, 0x3000, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xffff, 0x10000, 0x1f600, 0x10ffff };

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static @Nullable ConfigurableApplicationContext service;

	private static int port;

	@BeforeAll
	static void start() {
		ConfigurableApplicationContext started = SpringApplication.run(ResyncApplication.class, "--server.port=0");
		port = started.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		service = started;
	}

	@AfterAll
	static void stop() {
		Objects.requireNonNull(service).close();
	}

	@Test
	void validDataComesBackAsItWasSent() {
		check(300, (random) -> {
			Map<String, String> data = validData(random);
			HttpResponse<String> created = post(JSON.writeValueAsBytes(data));
			assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
			assertThat(JsonPath.<Map<String, String>>read(created.body(), "$.data")).isEqualTo(data);
			String path = created.headers().firstValue("Location").orElseThrow();
			assertThat(JsonPath.<Map<String, String>>read(get(path).body(), "$.data")).isEqualTo(data);
		});
	}

	@Test
	void anyJsonInAnyPlaceIsTakenOrRefusedAsTheContractSays() {
		check(300, (random) -> {
			Object json = json(random, 3);
			assertThatContractHolds(post(JSON.writeValueAsBytes(json)));
			for (String field : List.of("name", "description", "other")) {
				Map<String, @Nullable Object> data = new LinkedHashMap<>(Map.of("name", "x"));
				data.put(field, json);
				HttpResponse<String> response = post(JSON.writeValueAsBytes(data));
				assertThatContractHolds(response);
				assertThat(response.statusCode()).isEqualTo(isText(field, json) ? 201 : 400);
			}
		});
	}

	@Test
	void anyBytesAreTakenOrRefusedAsTheContractSays() {
		check(300, (random) -> {
			byte[] bytes = new byte[random.nextInt(256)];
			random.nextBytes(bytes);
			assertThatContractHolds(post(bytes));
		});
	}

	@Test
	void anyByteChangedIsTakenOrRefusedAsTheContractSays() {
		check(300, (random) -> {
			byte[] body = "{\"name\":\"\u00e9\",\"description\":\"\u2028\"}".getBytes("UTF-8");
			body[random.nextInt(body.length)] = (byte) random.nextInt();
			assertThatContractHolds(post(body));
		});
	}

	@Test
	void pagesGiveEveryItemThatStaysOnce() {
		check(10, (random) -> {
			int limit = length(random, 99) + 1;
			AtomicBoolean listed = new AtomicBoolean();
			List<String> staying = new ArrayList<>();
			String before = create();
			CompletableFuture<Void> others = CompletableFuture.runAsync(() -> createAndDeleteUntil(listed));
			try {
				for (int i = 0; i < 150; i++) {
					staying.add(create());
				}
				assertThat(listAfter(before, limit)).isSorted().doesNotHaveDuplicates().containsAll(staying);
			}
			finally {
				listed.set(true);
				others.join();
				for (String id : staying) {
					delete(id);
				}
			}
		});
	}

	/** A failure names the seed; {@code -Dseed=} repeats it. */
	private static void check(int tries, Property property) {
		Random seeds = new Random();
		for (int i = 0; i < tries; i++) {
			long seed = Long.getLong("seed", seeds.nextLong());
			try {
				property.check(new Random(seed));
			}
			catch (Throwable ex) {
				throw new AssertionError("With the seed " + seed, ex);
			}
		}
	}

	private static List<String> listAfter(String before, int limit) throws Exception {
		List<String> found = new ArrayList<>();
		String next = "/items?limit=" + limit + "&after=" + before;
		while (next != null) {
			String page = get(next).body();
			List<String> ids = JsonPath.read(page, "$.items[*].id");
			assertThat(ids).hasSizeLessThanOrEqualTo(limit);
			found.addAll(ids);
			next = (String) JsonPath.<Map<String, Object>>read(page, "$").get("next");
		}
		return found;
	}

	private static void createAndDeleteUntil(AtomicBoolean listed) {
		try {
			Deque<String> made = new ArrayDeque<>();
			while (!listed.get()) {
				made.add(create());
				if (made.size() > 5) {
					delete(made.remove());
				}
			}
			while (!made.isEmpty()) {
				delete(made.remove());
			}
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Map<String, String> validData(Random random) {
		String name = text(random, 200);
		while (name.codePoints().noneMatch(ContractPropertyTests::isVisible)) {
			name = text(random, 200);
		}
		Map<String, String> data = new LinkedHashMap<>(Map.of("name", name));
		if (random.nextInt(3) > 0) {
			data.put("description", text(random, 2000));
		}
		return data;
	}

	private static String text(Random random, int maxLength) {
		return IntStream.generate(() -> codePoint(random))
			.filter(ContractPropertyTests::isText)
			.limit(length(random, maxLength))
			.mapToObj(Character::toString)
			.collect(Collectors.joining());
	}

	private static int codePoint(Random random) {
		return switch (random.nextInt(4)) {
			case 0 -> EDGES[random.nextInt(EDGES.length)];
			case 1 -> random.nextInt(0x100);
			case 2 -> random.nextInt(Character.MIN_SUPPLEMENTARY_CODE_POINT);
			default -> random.nextInt(Character.MAX_CODE_POINT + 1);
		};
	}

	/** Often the smallest or the largest one. */
	private static int length(Random random, int max) {
		return switch (random.nextInt(4)) {
			case 0 -> random.nextInt(2);
			case 1 -> max - random.nextInt(2);
			default -> random.nextInt(max + 1);
		};
	}

	private static @Nullable Object json(Random random, int depth) {
		int kind = random.nextInt((depth > 0) ? 8 : 6);
		return switch (kind) {
			case 0 -> null;
			case 1 -> random.nextBoolean();
			case 2 -> random.nextInt();
			case 3 -> new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(-400, 400));
			case 4 -> text(random, 20);
			case 5 -> List.of("", " ", "\u0000", "\u007f").get(random.nextInt(4));
			case 6 -> Arrays.asList(json(random, depth - 1), json(random, depth - 1)).subList(0, random.nextInt(3));
			default -> {
				Map<String, @Nullable Object> object = new LinkedHashMap<>();
				object.put(List.of("name", "description", text(random, 5)).get(random.nextInt(3)),
						json(random, depth - 1));
				object.put(text(random, 5), json(random, depth - 1));
				yield object;
			}
		};
	}

	private static boolean isText(int codePoint) {
		int type = Character.getType(codePoint);
		return (type != Character.CONTROL && type != Character.SURROGATE) || "\t\n\r".indexOf(codePoint) >= 0;
	}

	private static boolean isVisible(int codePoint) {
		return !Character.toString(codePoint).matches("\\p{IsWhite_Space}");
	}

	private static boolean isText(String field, @Nullable Object json) {
		if (field.equals("description") && json == null) {
			return true;
		}
		return !field.equals("other") && json instanceof String text
				&& text.codePoints().allMatch(ContractPropertyTests::isText)
				&& (!field.equals("name") || text.codePoints().anyMatch(ContractPropertyTests::isVisible));
	}

	private static void assertThatContractHolds(HttpResponse<String> response) {
		if (response.statusCode() == 201) {
			return;
		}
		assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		Map<String, Object> problem = JsonPath.read(response.body(), "$");
		assertThat(problem).containsKeys("type", "title", "status", "detail", "instance").containsEntry("status", 400);
		if ("about:blank".equals(problem.get("type"))) {
			assertThat((String) problem.get("detail")).matches(
					"(?s).* \\(line \\d+, column \\d+\\)\\.|The body is not UTF-8\\.|.*beyond what is read\\.|The body is missing or null\\.");
		}
		else {
			assertThat(problem.get("type")).isEqualTo("urn:resync:problem:invalid-item");
			assertThat((List<?>) problem.get("errors")).isNotEmpty();
		}
	}

	private static String create() throws Exception {
		return JsonPath.read(post("{\"name\":\"x\"}".getBytes("UTF-8")).body(), "$.id");
	}

	private static void delete(String id) throws Exception {
		assertThat(send(request("/items/" + id).DELETE()).statusCode()).isEqualTo(204);
	}

	private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(request(path));
	}

	private static HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
		return send(
				request("/items").header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body)));
	}

	private static HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return CLIENT.send(request.build(), BodyHandlers.ofString());
	}

	private interface Property {

		void check(Random random) throws Exception;

	}

}
