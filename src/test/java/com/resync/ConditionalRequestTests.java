package com.resync;

import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code If-Match} and {@code If-None-Match} (RFC 9110, section 13.1) on an item at
 * version 2.
 */
class ConditionalRequestTests extends HttpTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			"2"             | 304
			"1"             | 200
			W/"2"           | 304
			*               | 304
			"1", "2"        | 304
			"1",W/"2" , "3" | 304
			,, "2",         | 304
			"02"            | 200
			"other"         | 200
			""              | 200
			"a,b"           | 200
			""")
	void ifNoneMatchOfARetrievalComparesWeakly(String tags, int status) throws Exception {
		String path = itemAtVersion2();
		HttpResponse<String> response = get(path, "If-None-Match", tags);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(header(response, "ETag")).isEqualTo("\"2\"");
		assertThat(response.body().isEmpty()).isEqualTo(status == 304);
		assertThat(send("HEAD", path, "", "If-None-Match", tags).statusCode()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			"2"             | true
			"1"             | false
			W/"2"           | false
			*               | true
			"1", "2"        | true
			"1" , W/"2"     | false
			"02"            | false
			"other"         | false
			"99999999999999999999999" | false
			""")
	void ifMatchComparesStrongly(String tags, boolean matches) throws Exception {
		String path = itemAtVersion2();
		assertThat(get(path, "If-Match", tags).statusCode()).isEqualTo(matches ? 200 : 412);
		HttpResponse<String> updated = put(path, "{\"name\":\"new\"}", "If-Match", tags);
		if (matches) {
			assertThat(updated.statusCode()).isEqualTo(200);
			assertThat(header(updated, "ETag")).isEqualTo("\"3\"");
		}
		else {
			assertProblem(updated, 412, "urn:resync:problem:version-conflict", path);
			assertThat(HttpTests.<String>json(get(path), "$.data.name")).isEqualTo("second");
		}
	}

	@Test
	void ifMatchOfADeletionDecidesIt() throws Exception {
		String path = itemAtVersion2();
		assertProblem(delete(path, "If-Match", "\"1\""), 412, "urn:resync:problem:version-conflict", path);
		assertThat(get(path).statusCode()).isEqualTo(200);
		assertThat(delete(path, "If-Match", "\"1\", \"2\"").statusCode()).isEqualTo(204);
		assertThat(get(path).statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			*     | 412
			"2"   | 412
			W/"2" | 412
			"1"   | 200
			""")
	void ifNoneMatchOfAnUpdateDecidesItToo(String tags, int status) throws Exception {
		assertThat(put(itemAtVersion2(), "{\"name\":\"new\"}", "If-None-Match", tags).statusCode()).isEqualTo(status);
	}

	@Test
	void preconditionsAreNotAskedWhereThereIsNoItem() throws Exception {
		assertProblem(put(UNKNOWN, "{\"name\":\"x\"}", "If-Match", "*"), 404, "urn:resync:problem:item-not-found",
				UNKNOWN);
		assertProblem(delete(UNKNOWN, "If-Match", "\"1\""), 404, "urn:resync:problem:item-not-found", UNKNOWN);
	}

	@Test
	void repeatedHeadersAreOneList() throws Exception {
		assertThat(get(itemAtVersion2(), "If-None-Match", "\"1\"", "If-None-Match", "\"2\"").statusCode())
			.isEqualTo(304);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "2", "\"2", "\"a b\"", "\"1\" \"2\"", "*, \"1\"", "w/\"2\"", "\"2\"x", "", ",", "W/ \"2\"" })
	void valueThatIsNoListOfEntityTagsIsRefused(String tags) throws Exception {
		String path = itemAtVersion2();
		assertProblem(put(path, "{\"name\":\"new\"}", "If-Match", tags), 400, "about:blank", path);
		HttpResponse<String> response = get(path, "If-None-Match", tags);
		assertProblem(response, 400, "about:blank", path);
		assertThat(response.body()).contains("'If-None-Match' is not of the expected form.");
	}

	@Test
	void nothingIsLostAmongConcurrentWriters() throws Exception {
		String path = header(post("{\"name\":\"0\"}"), "Location");
		ExecutorService writers = Executors.newFixedThreadPool(8);
		try {
			List<Future<Void>> done = writers.invokeAll(Collections.nCopies(8, counter(path)));
			for (Future<Void> each : done) {
				each.get();
			}
		}
		finally {
			writers.shutdownNow();
		}
		HttpResponse<String> counted = get(path);
		assertThat(HttpTests.<String>json(counted, "$.data.name")).isEqualTo("200");
		assertThat(header(counted, "ETag")).isEqualTo("\"201\"");
	}

	private Callable<Void> counter(String path) {
		return () -> {
			int made = 0;
			while (made < 25) {
				HttpResponse<String> read = get(path);
				int next = Integer.parseInt(json(read, "$.data.name")) + 1;
				int status = put(path, "{\"name\":\"" + next + "\"}", "If-Match", header(read, "ETag")).statusCode();
				assertThat(status).isIn(200, 412);
				made += (status == 200) ? 1 : 0;
			}
			return null;
		};
	}

	private String itemAtVersion2() throws Exception {
		String path = create();
		assertThat(put(path, "{\"name\":\"second\"}").statusCode()).isEqualTo(200);
		return path;
	}

}
