package com.resync.cqrs.idempotency;

import java.lang.reflect.Modifier;

import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Route;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command once for its {@link IdempotencyKey}, and returns the stored result, to
 * the first dispatch and to each retry. Each subject has its own keys, so nobody learns
 * about the commands of others.
 */
class IdempotencyInterceptor implements Interceptor {

	private final IdempotencyStore store;

	private final ResultMapper results;

	private final CurrentSubject subject;

	IdempotencyInterceptor(IdempotencyStore store, ResultMapper results, CurrentSubject subject) {
		this.store = store;
		this.results = results;
		this.subject = subject;
	}

	@Override
	public Next around(Route route, Next next) {
		Class<?> type = route.messageType();
		if (!IdempotentCommand.class.isAssignableFrom(type)) {
			return next;
		}
		if (!Modifier.isAbstract(type.getModifiers())) {
			this.results.requireReadable(type);
		}
		return (message) -> {
			IdempotentCommand<?> command = (IdempotentCommand<?>) message;
			IdempotencyKey key = command.idempotencyKey();
			return (key != null) ? once(command, key.ownedBy(this.subject.name()), next) : next.proceed(message);
		};
	}

	private @Nullable Object once(IdempotentCommand<?> command, IdempotencyKey key, Next next) {
		Class<?> type = command.getClass();
		String json = this.store.once(command.idempotencyName(), key, this.results.fingerprint(command.payload()),
				() -> this.results.write(type, next.proceed(command)));
		return this.results.read(type, json);
	}

}
