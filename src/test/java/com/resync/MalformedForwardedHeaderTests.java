package com.resync;

import java.util.List;

import org.springframework.test.context.TestPropertySource;

/**
 * Forwarded headers that Spring applies, with unexpected values.
 */
@TestPropertySource(properties = "server.forward-headers-strategy=framework")
class MalformedForwardedHeaderTests extends MalformedHeaderTests {

	@Override
	List<String> headers() {
		return super.headers().stream().filter((header) -> header.contains("Forwarded")).toList();
	}

}
