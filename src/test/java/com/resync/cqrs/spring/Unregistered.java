package com.resync.cqrs.spring;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Messages whose handlers are not beans, each for another reason. Not part of a test
 * class, whose messages are left out as a whole.
 */
final class Unregistered {

	private Unregistered() {
	}

	record Plain() implements Command<String> {

		static class Handler implements CommandHandler<Plain, String> {

			@Override
			public String handle(Plain command) {
				return "";
			}

		}

	}

	record Abstract() implements Command<String> {

		@Component
		abstract static class Handler implements CommandHandler<Abstract, String> {

		}

	}

	record Inner() implements Command<String> {

		@Component
		class Handler implements CommandHandler<Inner, String> {

			@Override
			public String handle(Inner command) {
				return "";
			}

		}

	}

	record Profiled() implements Command<String> {

		@Component
		@Profile("other")
		static class Handler implements CommandHandler<Profiled, String> {

			@Override
			public String handle(Profiled command) {
				return "";
			}

		}

	}

	record Unscanned() implements Command<String> {

		@Component
		static class Handler implements CommandHandler<Unscanned, String> {

			@Override
			public String handle(Unscanned command) {
				return "";
			}

		}

	}

}
