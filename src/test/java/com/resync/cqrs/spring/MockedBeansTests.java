package com.resync.cqrs.spring;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.RequiresScope;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * Tests of an application can replace a handler or the dispatcher by a mock.
 */
class MockedBeansTests {

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	class OfAHandler {

		@MockitoBean
		private PingHandler handler;

		@Autowired
		private Dispatcher dispatcher;

		@Test
		void isDispatchedTo() {
			given(this.handler.handle(new Ping("x"))).willReturn("mocked");
			assertThat(this.dispatcher.dispatch(new Ping("x"))).isEqualTo("mocked");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	class OfTheDispatcher {

		@MockitoBean
		private Dispatcher dispatcher;

		@Autowired
		private Dispatcher injected;

		@Test
		void isInjected() {
			given(this.dispatcher.dispatch(new Ping("x"))).willReturn("mocked");
			assertThat(this.injected.dispatch(new Ping("x"))).isEqualTo("mocked");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(CqrsAutoConfiguration.class)
	@Import(PingHandler.class)
	static class Application {

	}

	@RequiresScope("ping")
	record Ping(String text) implements Command<String> {
	}

	static class PingHandler implements CommandHandler<Ping, String> {

		@Override
		public String handle(Ping command) {
			return "pong " + command.text();
		}

	}

}
