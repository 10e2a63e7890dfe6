package com.resync;

import java.net.http.HttpResponse;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The calls of the HTTP API.
 */
class ApplicationTests extends HttpTests {

	private static final String UUID_V7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

	private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z";

	@Test
	void createdItemIsAnsweredWithItsLocationAndVersion() throws Exception {
		HttpResponse<String> created = post("{\"name\":\"Sample Item\"}");
		assertThat(created.statusCode()).isEqualTo(201);
		assertThat(header(created, "Content-Type")).isEqualTo("application/json");
		assertThat(header(created, "Location")).matches("/items/" + UUID_V7);
		assertThat(header(created, "ETag")).isEqualTo("\"1\"");
		String id = header(created, "Location").substring("/items/".length());
		assertThat(created.body())
			.matches("\\{\"status\":\"Item created\",\"id\":\"" + id + "\",\"version\":1,\"createdAt\":\"(" + INSTANT
					+ ")\",\"updatedAt\":\"\\1\"," + "\"data\":\\{\"name\":\"Sample Item\"}}");
	}

	@Test
	void createdItemIsRetrievedAsItWasCreated() throws Exception {
		HttpResponse<String> created = post("{\"name\":\"Sample Item\",\"description\":\"A thing\"}");
		HttpResponse<String> retrieved = get(header(created, "Location"));
		assertThat(retrieved.statusCode()).isEqualTo(200);
		assertThat(header(retrieved, "ETag")).isEqualTo(header(created, "ETag"));
		assertThat(retrieved.body()).isEqualTo(created.body().replace("Item created", "Item retrieved"));
	}

	@Test
	void headAnswersAsGetWithoutABody() throws Exception {
		String location = header(post("{\"name\":\"x\"}"), "Location");
		HttpResponse<String> head = send("HEAD", location, "");
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(header(head, "ETag")).isEqualTo("\"1\"");
		assertThat(head.body()).isEmpty();
	}

	@Test
	void idsRiseWithTime() throws Exception {
		String earlier = header(post("{\"name\":\"earlier\"}"), "Location");
		assertThat(header(post("{\"name\":\"later\"}"), "Location")).isGreaterThan(earlier);
	}

	@ParameterizedTest
	@ValueSource(strings = { " padded ", "e\\u0301", "\\ud83d\\ude00", "\\u202eright to left", "zero\\u200bwidth",
			"tab\\tline\\nreturn\\r", "\\ue000", "\\\"quoted\\\" \\\\ \\/" })
	void textComesBackToTheCharacter(String name) throws Exception {
		HttpResponse<String> created = post("{\"name\":\"" + name + "\"}");
		assertThat(created.statusCode()).isEqualTo(201);
		String written = JsonPath.read("{\"name\":\"" + name + "\"}", "$.name");
		assertThat(HttpTests.<String>json(created, "$.data.name")).isEqualTo(written);
	}

	@Test
	void lengthsCountCodePoints() throws Exception {
		assertThat(post("{\"name\":\"" + "😀".repeat(200) + "\"}").statusCode()).isEqualTo(201);
		assertThat(post("{\"name\":\"" + "😀".repeat(201) + "\"}").statusCode()).isEqualTo(400);
		assertThat(post("{\"name\":\"x\",\"description\":\"" + "é".repeat(2000) + "\"}").statusCode()).isEqualTo(201);
		assertThat(post("{\"name\":\"x\",\"description\":\"" + "é".repeat(2001) + "\"}").statusCode()).isEqualTo(400);
	}

	@Test
	void absentDescriptionStaysAbsent() throws Exception {
		assertThat(post("{\"name\":\"x\",\"description\":null}").body()).endsWith("\"data\":{\"name\":\"x\"}}");
	}

	@Test
	void unknownItemIsNotFound() throws Exception {
		String path = "/items/0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11";
		HttpResponse<String> response = get(path);
		assertProblem(response, 404, "urn:resync:problem:item-not-found", path);
		assertThat(response.body()).contains("There is no item 0197d0c4-2a4b-7c3e-9f10-6d1f0c9b7a11");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			application/json               | */*
			application/json;charset=UTF-8 | application/json
			application/json               | text/html, application/*;q=0.5
			""")
	void jsonIsTakenAndGiven(String contentType, String accept) throws Exception {
		assertThat(
				send("POST", "/items", "{\"name\":\"x\"}", "Content-Type", contentType, "Accept", accept).statusCode())
			.isEqualTo(201);
	}

	@Test
	void updateReplacesTheDataWholeAndMakesTheNextVersion() throws Exception {
		HttpResponse<String> created = post("{\"name\":\"old\",\"description\":\"old\"}");
		String path = header(created, "Location");
		HttpResponse<String> updated = put(path, "{\"name\":\"new\"}");
		assertThat(updated.statusCode()).isEqualTo(200);
		assertThat(header(updated, "ETag")).isEqualTo("\"2\"");
		assertThat(updated.body()).matches(
				"\\{\"status\":\"Item updated\",\"id\":\"%s\",\"version\":2,\"createdAt\":\"%s\",\"updatedAt\":\"%s\",\"data\":\\{\"name\":\"new\"}}"
					.formatted(path.substring("/items/".length()), HttpTests.<String>json(created, "$.createdAt"),
							INSTANT));
		assertThat(get(path).body()).isEqualTo(updated.body().replace("Item updated", "Item retrieved"));
	}

	@Test
	void updateChecksTheData() throws Exception {
		String path = create();
		assertProblem(put(path, "{\"name\":\"\"}"), 400, "urn:resync:problem:invalid-item", path);
		assertThat(header(get(path), "ETag")).isEqualTo("\"1\"");
	}

	@Test
	void updateNeverCreates() throws Exception {
		assertProblem(put(UNKNOWN, "{\"name\":\"x\"}"), 404, "urn:resync:problem:item-not-found", UNKNOWN);
		assertThat(get(UNKNOWN).statusCode()).isEqualTo(404);
	}

	@Test
	void deletedItemIsGone() throws Exception {
		String path = create();
		HttpResponse<String> deleted = delete(path, "Accept", "application/problem+json");
		assertThat(deleted.statusCode()).isEqualTo(204);
		assertThat(deleted.body()).isEmpty();
		assertProblem(get(path), 404, "urn:resync:problem:item-not-found", path);
		assertProblem(delete(path), 404, "urn:resync:problem:item-not-found", path);
	}

	@Test
	void itemsAreListedOldestFirstPageByPage() throws Exception {
		String first = create();
		String second = create();
		String third = create();
		HttpResponse<String> page = get("/items?limit=2&after=" + first.substring("/items/".length()));
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body())
			.isEqualTo("{\"status\":\"Items retrieved\",\"items\":[" + listed(second) + "," + listed(third) + "]}");
		assertThat(page.headers().map()).doesNotContainKey("Link");
		HttpResponse<String> part = get("/items?limit=1&after=" + first.substring("/items/".length()));
		String next = "/items?limit=1&after=" + second.substring("/items/".length());
		assertThat(part.body())
			.isEqualTo("{\"status\":\"Items retrieved\",\"items\":[" + listed(second) + "],\"next\":\"" + next + "\"}");
		assertThat(header(part, "Link")).isEqualTo("<" + next + ">; rel=\"next\"");
		assertThat(get(next).body()).contains(third.substring("/items/".length())).doesNotContain("\"next\"");
	}

	/** As it is retrieved, without a status of its own. */
	private String listed(String path) throws Exception {
		return get(path).body().replace("\"status\":\"Item retrieved\",", "");
	}

	@Test
	void pageHas20ItemsUnlessAskedForOthers() throws Exception {
		for (int i = 0; i < 101; i++) {
			create();
		}
		assertThat(HttpTests.<List<?>>json(get("/items"), "$.items")).hasSize(20);
		assertThat(HttpTests.<String>json(get("/items"), "$.next")).startsWith("/items?limit=20&after=");
		assertThat(HttpTests.<List<?>>json(get("/items?limit=100"), "$.items")).hasSize(100);
	}

	@Test
	void nothingFollowsTheLastIdThereCanBe() throws Exception {
		create();
		assertThat(get("/items?after=ffffffff-ffff-ffff-ffff-ffffffffffff").body())
			.isEqualTo("{\"status\":\"Items retrieved\",\"items\":[]}");
	}

	@Test
	void headOfTheListIsAnsweredWithoutABody() throws Exception {
		HttpResponse<String> head = send("HEAD", "/items", "");
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(head.body()).isEmpty();
	}

}
