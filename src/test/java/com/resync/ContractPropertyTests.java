package com.resync;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import com.jayway.jsonpath.JsonPath;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties that hold for any input.
 */
class ContractPropertyTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static @Nullable ConfigurableApplicationContext service;

	private static int port;

	@BeforeContainer
	static void start() {
		ConfigurableApplicationContext started = SpringApplication.run(ResyncApplication.class, "--server.port=0");
		port = started.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		service = started;
	}

	@AfterContainer
	static void stop() {
		Objects.requireNonNull(service).close();
	}

	@Property(tries = 300)
	void validDataComesBackAsItWasSent(@ForAll("validData") Map<String, String> data) throws Exception {
		HttpResponse<String> created = post(JSON.writeValueAsBytes(data));
		assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
		assertThat(JsonPath.<Map<String, String>>read(created.body(), "$.data")).isEqualTo(data);
		String path = created.headers().firstValue("Location").orElseThrow();
		assertThat(JsonPath.<Map<String, String>>read(get(path).body(), "$.data")).isEqualTo(data);
	}

	@Property(tries = 300)
	void anyJsonInAnyPlaceIsTakenOrRefusedAsTheContractSays(@ForAll("json") @Nullable Object json) throws Exception {
		assertThatContractHolds(post(JSON.writeValueAsBytes(json)));
		for (String field : List.of("name", "description", "other")) {
			Map<String, @Nullable Object> data = new LinkedHashMap<>(Map.of("name", "x"));
			data.put(field, json);
			HttpResponse<String> response = post(JSON.writeValueAsBytes(data));
			assertThatContractHolds(response);
			assertThat(response.statusCode()).isEqualTo(isText(field, json) ? 201 : 400);
		}
	}

	@Property(tries = 300)
	void anyBytesAreTakenOrRefusedAsTheContractSays(@ForAll byte[] bytes) throws Exception {
		assertThatContractHolds(post(bytes));
	}

	@Property(tries = 300)
	void anyByteChangedIsTakenOrRefusedAsTheContractSays(@ForAll @IntRange(max = 34) int place, @ForAll byte value)
			throws Exception {
		byte[] body = "{\"name\":\"\u00e9\",\"description\":\"\u2028\"}".getBytes("UTF-8");
		body[place % body.length] = value;
		assertThatContractHolds(post(body));
	}

	@Property(tries = 10)
	void pagesGiveEveryItemThatStaysOnce(@ForAll @IntRange(min = 1, max = 100) int limit) throws Exception {
		AtomicBoolean listed = new AtomicBoolean();
		List<String> staying = new ArrayList<>();
		String before = create();
		CompletableFuture<Void> others = CompletableFuture.runAsync(() -> createAndDeleteUntil(listed));
		try {
			for (int i = 0; i < 150; i++) {
				staying.add(create());
			}
			List<String> found = new ArrayList<>();
			String next = "/items?limit=" + limit + "&after=" + before;
			while (next != null) {
				String page = get(next).body();
				List<String> ids = JsonPath.read(page, "$.items[*].id");
				assertThat(ids).hasSizeLessThanOrEqualTo(limit);
				found.addAll(ids);
				next = (String) JsonPath.<Map<String, Object>>read(page, "$").get("next");
			}
			assertThat(found).isSorted().doesNotHaveDuplicates().containsAll(staying);
		}
		finally {
			listed.set(true);
			others.join();
			for (String id : staying) {
				delete(id);
			}
		}
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

	@Provide
	Arbitrary<Map<String, String>> validData() {
		Arbitrary<String> names = text(200)
			.filter((name) -> name.codePoints().anyMatch(ContractPropertyTests::isVisible));
		return Combinators.combine(names, text(2000).injectNull(0.3)).as((name, description) -> {
			Map<String, String> data = new LinkedHashMap<>(Map.of("name", name));
			if (description != null) {
				data.put("description", description);
			}
			return data;
		});
	}

	private static Arbitrary<String> text(int maxLength) {
		return Arbitraries.integers()
			.between(0, Character.MAX_CODE_POINT)
			.filter(ContractPropertyTests::isText)
			.list()
			.ofMaxSize(maxLength)
			.map((codePoints) -> codePoints.stream().map(Character::toString).reduce("", String::concat));
	}

	@Provide
	Arbitrary<@Nullable Object> json() {
		Arbitrary<@Nullable Object> scalars = Arbitraries
			.<Object>oneOf(List.of(Arbitraries.of(true, false), Arbitraries.integers(), Arbitraries.bigDecimals(),
					text(20), Arbitraries.of("", " ", "\u0000", "\u007f")))
			.injectNull(0.1);
		return Arbitraries.lazyOf(() -> scalars, () -> scalars,
				() -> json().list().ofMaxSize(3).map((list) -> (Object) list),
				() -> Arbitraries.maps(Arbitraries.oneOf(Arbitraries.of("name", "description"), text(5)), json())
					.ofMaxSize(3)
					.map((map) -> (Object) map));
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

}
