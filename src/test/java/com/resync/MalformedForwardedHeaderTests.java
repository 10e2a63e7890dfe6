package com.resync;

import org.springframework.test.context.TestPropertySource;

/**
 * The same if Spring applies forwarded headers.
 */
@TestPropertySource(properties = "server.forward-headers-strategy=framework")
class MalformedForwardedHeaderTests extends MalformedHeaderTests {

}
