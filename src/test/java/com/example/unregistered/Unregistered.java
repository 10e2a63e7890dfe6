package com.example.unregistered;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Messages whose handlers are not beans, each for another reason. It is not a test class,
 * whose messages would be left out, and is in a package that the application does not
 * scan.
 */
public final class Unregistered {

	private Unregistered() {
	}

	public record Plain() implements Command<String> {

		static class Handler implements CommandHandler<Plain, String> {

			@Override
			public String handle(Plain command) {
				return "";
			}

		}

	}

	public record Abstract() implements Command<String> {

		@Component
		abstract static class Handler implements CommandHandler<Abstract, String> {

		}

	}

	public record Inner() implements Command<String> {

		@Component
		class Handler implements CommandHandler<Inner, String> {

			@Override
			public String handle(Inner command) {
				return "";
			}

		}

	}

	public record Profiled() implements Command<String> {

		@Component
		@Profile("other")
		static class Handler implements CommandHandler<Profiled, String> {

			@Override
			public String handle(Profiled command) {
				return "";
			}

		}

	}

	public record Unscanned() implements Command<String> {

		@Component
		static class Handler implements CommandHandler<Unscanned, String> {

			@Override
			public String handle(Unscanned command) {
				return "";
			}

		}

	}

}
