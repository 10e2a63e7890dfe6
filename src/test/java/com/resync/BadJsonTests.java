package com.resync;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests whose bodies are refused.
 */
@ExtendWith(OutputCaptureExtension.class)
class BadJsonTests extends HttpTests {

	@AfterEach
	void nothingIsLogged(CapturedOutput output) {
		assertThat(output).doesNotContain("WARN", "ERROR", "Exception");
	}

	@Test
	void everyBrokenRuleIsToldInOneAnswer() throws Exception {
		HttpResponse<String> response = post("{\"name\":\" \",\"description\":\"\\u0000" + "x".repeat(2000) + "\"}");
		assertProblem(response, 400, "urn:resync:problem:invalid-item", "/items");
		assertThat(response.body()).contains("""
				"errors":[\
				{"pointer":"/description","detail":"must have at most 2000 characters"},\
				{"pointer":"/description","detail":"must not contain control characters other than tab, line feed and \
				carriage return, nor unpaired surrogates"},\
				{"pointer":"/name","detail":"must not be blank"}]""");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"name\":null}", "{\"name\":\"\"}", "{\"name\":\" \\t\"}",
			"{\"name\":\"\\u3000\\u00a0\"}" })
	void blankNameIsRefused(String body) throws Exception {
		HttpResponse<String> response = post(body);
		assertProblem(response, 400, "urn:resync:problem:invalid-item", "/items");
		assertThat(response.body()).contains("\"errors\":[{\"pointer\":\"/name\",\"detail\":\"must not be blank\"}]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\u0000", "\\u001f", "\\u007f", "\\u0085", "\\ud800", "\\udc00x", "\\ud800\\ud800" })
	void controlCharactersAndUnpairedSurrogatesAreRefused(String text) throws Exception {
		assertProblem(post("{\"name\":\"x" + text + "\"}"), 400, "urn:resync:problem:invalid-item", "/items");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			``                            | The body is missing or null.
			null                          | The body is missing or null.
			{"name":                      | The body is not well-formed JSON (line 1, column 9).
			{"name":"a","name":"b"}       | The body names a field twice (line 1, column 19).
			{"name":"a","x":1}            | The field /x is unknown (line 1, column 19).
			{"name":1}                    | The value of /name is of a wrong type (line 1, column 9).
			{"name":true}                 | The value of /name is of a wrong type
			{"name":1.5}                  | The value of /name is of a wrong type
			{"name":["a"]}                | The value of /name is of a wrong type
			{"name":{}}                   | The value of /name is of a wrong type
			{"name":"a"} {}               | The body is not one JSON object
			{"name":"a"} x                | The body is not well-formed JSON
			[{"name":"a"}]                | The body is not one JSON object
			"a"                           | The body is not one JSON object
			1                             | The body is not one JSON object
			""")
	void bodyThatIsNotTheExpectedJsonIsRefusedWithThePlace(String body, String detail) throws Exception {
		HttpResponse<String> response = post(body);
		assertProblem(response, 400, "about:blank", "/items");
		assertThat(response.body()).contains("\"detail\":\"" + detail);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			ff                | a byte that never is in UTF-8
			c0af              | an overlong form
			c080              | NUL in an overlong form
			eda0bdedb880      | a surrogate pair, each half by itself
			f5808080          | beyond U+10FFFF
			e282              | a character cut short
			e9                | ISO-8859-1
			""")
	void invalidUtf8IsRefusedWithThePlace(String bytes, String what) throws Exception {
		HttpResponse<String> response = postBytes("{\n\"name\":\"aé", bytes, "\"}");
		assertProblem(response, 400, "about:blank", "/items");
		assertThat(response.body()).as(what).contains("The body is not UTF-8.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32" })
	void otherEncodingIsRefused(String charset) throws Exception {
		byte[] body = "{\"name\":\"x\"}".getBytes(charset);
		assertProblem(send(json().POST(BodyPublishers.ofByteArray(body))), 400, "about:blank", "/items");
		HttpResponse<String> told = send(request("/items").header("Content-Type", "application/json;charset=" + charset)
			.POST(BodyPublishers.ofByteArray(body)));
		assertProblem(told, 415, "about:blank", "/items");
		assertThat(header(told, "Accept")).isEqualTo("application/json");
	}

	@Test
	void byteOrderMarkIsRefused() throws Exception {
		assertProblem(post("\ufeff{\"name\":\"x\"}"), 400, "about:blank", "/items");
	}

	@Test
	void encodedBodyIsRefused() throws Exception {
		HttpResponse<String> response = post("{\"name\":\"x\"}", "Content-Encoding", "gzip");
		assertProblem(response, 415, "about:blank", "/items");
		assertThat(header(response, "Accept-Encoding")).isEqualTo("identity");
		assertThat(post("{\"name\":\"x\"}", "Content-Encoding", "identity").statusCode()).isEqualTo(201);
		assertThat(post("{\"name\":\"x\"}", "Content-Encoding", "identity", "Content-Encoding", "gzip").statusCode())
			.isEqualTo(415);
	}

	@ParameterizedTest
	@ValueSource(strings = { "name", "unknown" })
	void deepNestingIsRefused(String field) throws Exception {
		HttpResponse<String> response = post("{\"" + field + "\":" + "[".repeat(5000) + "]".repeat(5000) + "}");
		assertProblem(response, 400, "about:blank", "/items");
		assertThat(response.body()).contains(field.equals("name") ? "of a wrong type" : "exceeds the limit");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\u0000", "\\ud800", "\\udc00", "\\ud800\\ud800" })
	void unwritableNameOfAnUnknownFieldIsRefused(String field) throws Exception {
		assertProblem(post("{\"name\":\"x\",\"" + field + "\":1}"), 400, "about:blank", "/items");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"name":1                | 1 | }
			{"name":"x","unknown     | x | ":1}
			""")
	void bodyBeyondWhatIsReadIsRefusedWithThePlace(String start, String much, String end) throws Exception {
		HttpResponse<String> response = post(start + much.repeat(2000) + end);
		assertProblem(response, 400, "about:blank", "/items");
		assertThat(response.body()).contains("exceeds the limit");
	}

	private HttpResponse<String> postBytes(String start, String hex, String end) throws Exception {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		body.write(start.getBytes(StandardCharsets.UTF_8));
		body.write(HexFormat.of().parseHex(hex));
		body.write(end.getBytes(StandardCharsets.UTF_8));
		return send(json().POST(BodyPublishers.ofByteArray(body.toByteArray())));
	}

	private HttpRequest.Builder json() {
		return request("/items").header("Content-Type", "application/json");
	}

}
