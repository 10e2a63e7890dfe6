package com.resync;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OpenAPI document, and Swagger UI.
 */
class OpenApiTests extends HttpTests {

	@Test
	void interfaceIsDescribedWhole() throws Exception {
		HttpResponse<String> api = get("/v3/api-docs");
		assertThat(HttpTests.<String>json(api, "$.openapi")).startsWith("3.1.");
		assertThat(HttpTests.<Map<String, ?>>json(api, "$.paths")).containsKeys("/items", "/items/{id}");
		assertThat(HttpTests.<Map<String, ?>>json(api, "$.components.schemas")).containsKeys("Item", "ItemData",
				"ItemPage", "Problem");
		assertThat(HttpTests.<List<String>>json(api, "$.servers[*].url")).containsExactly("/");
		assertThat(HttpTests.<List<String>>json(api, "$.paths[*].head")).isEmpty();
		assertThat(HttpTests.<List<String>>json(api, "$.paths[*].options")).isEmpty();
		assertThat(HttpTests.<String>json(api, "$.components.schemas.ItemData.properties.description.type"))
			.isEqualTo("string");
		assertThat(HttpTests.<List<String>>json(api, "$.paths[*][*].parameters[?(@.in == 'path')].example")).hasSize(3);
		assertThat(api.body()).doesNotContain("localhost", "com.resync", "\\\\p{");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/items      | post    | 201,400,406,408,409,413,415,422,500,503,507,default | Idempotency-Key
			/items      | get     | 200,400,406,500,503,default                   | limit,after
			/items/{id} | get     | 200,304,400,404,406,412,500,503,default       | id,If-Match,If-None-Match
			/items/{id} | put     | 200,400,404,406,408,412,413,415,500,503,507,default | id,If-Match,If-None-Match
			/items/{id} | delete  | 204,400,404,412,500,503,default               | id,If-Match,If-None-Match
			""")
	void callIsDescribedWithItsParametersAndAnswers(String path, String method, String statuses, String parameters)
			throws Exception {
		String call = "$.paths['%s'].%s".formatted(path, method);
		HttpResponse<String> api = get("/v3/api-docs");
		assertThat(HttpTests.<Map<String, ?>>json(api, call + ".responses")).containsOnlyKeys(statuses.split(","));
		assertThat(HttpTests.<List<Map<String, String>>>json(api, call + "..parameters[*]"))
			.extracting((parameter) -> parameter.containsKey("$ref") ? referredName(api, parameter.get("$ref"))
					: parameter.get("name"))
			.containsExactlyInAnyOrder((parameters != null) ? parameters.split(",") : new String[0]);
		assertThat(HttpTests.<String>json(api, call + ".summary")).isNotBlank();
		assertThat(HttpTests.<String>json(api, call + ".description")).isNotBlank();
		assertThat(HttpTests.<String>json(api, call + ".operationId")).isNotBlank();
	}

	private static String referredName(HttpResponse<String> api, String reference) {
		return HttpTests.json(api, reference.replace("#/", "$.").replace('/', '.') + ".name");
	}

	@Test
	void everyProblemIsDescribedWithAnExampleOfItsStatus() throws Exception {
		HttpResponse<String> api = get("/v3/api-docs");
		Set<String> names = HttpTests.<Map<String, ?>>json(api, "$.components.responses").keySet();
		assertThat(names).hasSize(13);
		for (String name : names) {
			Map<String, ?> example = json(api,
					"$.components.responses.%s.content['application/problem+json'].example".formatted(name));
			assertThat(example.keySet()).contains("type", "title", "detail", "instance");
			List<Integer> codes = name.equals("Default") ? List.of(405) : codes(api.body(), name);
			assertThat(codes).isNotEmpty().containsOnly((Integer) example.get("status"));
		}
	}

	@Test
	void problemsAreInTheTableOfTheDocumentation() throws Exception {
		List<List<String>> rows = Documentation.rows(Path.of("docs/http-api.md"));
		HttpResponse<String> api = get("/v3/api-docs");
		List<Map<String, ?>> examples = json(api, "$.components.responses[*].content[*].example");
		assertThat(examples).isNotEmpty().allSatisfy((example) -> {
			String type = String.valueOf(example.get("type"));
			String slug = type.equals("about:blank") ? "–" : "`" + type.replace("urn:resync:problem:", "") + "`";
			assertThat(rows)
				.anyMatch((row) -> row.get(0).equals(String.valueOf(example.get("status"))) && row.get(1).equals(slug));
		});
		List<Map<String, ?>> responses = json(api, "$.paths[*][*].responses");
		assertThat(responses.stream().flatMap((response) -> response.keySet().stream()))
			.filteredOn((status) -> status.matches("[45].."))
			.isNotEmpty()
			.allSatisfy((status) -> assertThat(rows).anyMatch((row) -> row.get(0).equals(status)));
	}

	@Test
	void browserIsLedToThePageToTryItOn() throws Exception {
		String path = "/";
		for (int i = 0; i < 2; i++) {
			HttpResponse<String> redirect = get(path);
			assertThat(redirect.statusCode()).isEqualTo(302);
			path = header(redirect, "Location");
			assertThat(path).startsWith("/");
		}
		HttpResponse<String> page = get(path);
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(header(page, "Content-Type")).startsWith("text/html");
		assertThat(page.body()).contains("Swagger UI");
	}

	/** The statuses for which a call has this response. */
	private static List<Integer> codes(String api, String name) {
		return Pattern.compile("\"(\\d{3})\":\\{\"\\$ref\":\"#/components/responses/" + name + "\"")
			.matcher(api)
			.results()
			.map((match) -> Integer.valueOf(match.group(1)))
			.toList();
	}

}
