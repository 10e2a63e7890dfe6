package com.resync;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers and parameters that Spring or Tomcat reads, with unexpected values.
 */
@ExtendWith(OutputCaptureExtension.class)
class MalformedHeaderTests extends HttpTests {

	private static final List<String> HEADERS = List.of("Accept", "Accept-Language", "Accept-Encoding", "Content-Type",
			"Content-Encoding", "Cookie", "Origin", "Range", "If-Match", "If-None-Match", "If-Modified-Since",
			"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Proto",
			"X-Forwarded-Prefix", "Access-Control-Request-Method", "Authorization", "Idempotency-Key", "traceparent",
			"b3", "baggage", "Upgrade", "Expect", "Connection");

	private static final List<String> VALUES = List.of("", " ", ",", ";", "=", "\"", "\\", "*", "/", "*/*;q=x",
			"*/*;q=2", "a/b;c", "text/*;charset=nonsense", "application/json;charset=nonsense", "a;q=0.5;q=9",
			"aa-bb-cc-dd-ee-ff-gg-hh", "aa,bb,cc,dd,ee,ff,gg,hh,ii,jj,kk", "en;q=abc", "en;q=-1", "x-".repeat(50), "-",
			"bytes=0-", "bytes=a-b", "bytes=" + "0-1,".repeat(200), "\u00e9\u00ff", "%zz", "%00", "http://[",
			"http://:99999", "host=a:b:c", "abc", "/a b", "/,//a", "/%a", "null", "99999999999999999999", "-1", "0x10",
			"for=\"[::1\";proto=nonsense", "00-0-0-00", "Bearer", "Basic x", "Basic " + "A".repeat(99),
			"multipart/form-data", "multipart/form-data; boundary=", "W/", "W/\"", "\"a",
			"Sun, 99 Foo 2026 99:99:99 GMT", "h2c", "websocket", "PUT", "FOO BAR", "a".repeat(3000));

	@Test
	void noneIsAFaultOfTheService(CapturedOutput output) throws Exception {
		List<String> faults = new ArrayList<>();
		for (String header : headers()) {
			for (String value : VALUES) {
				for (String call : calls().toList()) {
					String response = raw(
							call + "Host: x\r\nConnection: close\r\n" + header + ": " + value + "\r\n\r\n");
					if (response.startsWith("HTTP/1.1 5")) {
						faults.add(call + header + ": " + value);
					}
				}
			}
		}
		assertThat(faults).isEmpty();
		assertThat(output).doesNotContain("ERROR", "WARN", "\tat ");
	}

	List<String> headers() {
		return HEADERS;
	}

	private static Stream<String> calls() {
		return Stream.of("POST /items HTTP/1.1\r\nContent-Length: 0\r\n", "GET /items?limit=1 HTTP/1.1\r\n",
				"GET /actuator/health HTTP/1.1\r\n", "GET /actuator/prometheus HTTP/1.1\r\n",
				"GET /v3/api-docs HTTP/1.1\r\n", "GET /v3/api-docs/swagger-config HTTP/1.1\r\n",
				"GET /swagger-ui/index.html HTTP/1.1\r\n", "GET /nothing HTTP/1.1\r\n");
	}

	@Test
	void severalOfOneHeaderAreNoFaultEither(CapturedOutput output) throws Exception {
		for (String header : headers()) {
			String response = raw("GET /items HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
					+ (header + ": x\r\n").repeat(30) + "\r\n");
			assertThat(response).as(header).matches("(?s)(HTTP/1\\.1 [1234].*)?");
		}
		assertThat(output).doesNotContain("ERROR", "WARN", "\tat ");
	}

	@Test
	void moreParametersThanAreReadAreTold() throws Exception {
		assertThat(raw("GET /items?" + "a&".repeat(1500) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
			.startsWith("HTTP/1.1 400")
			.contains("too many parameters");
	}

}
