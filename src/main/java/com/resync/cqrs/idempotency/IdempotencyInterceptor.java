package com.resync.cqrs.idempotency;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import com.resync.cqrs.HandlerFaultsException;
import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command once for its {@link IdempotencyKey}, and returns the stored result to a
 * retry. Each subject has its own keys, so nobody learns about the commands of others.
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

	/**
	 * Whether the message is an idempotent command.
	 * @throws HandlerFaultsException if its result cannot be stored
	 */
	@Override
	public boolean appliesTo(Class<? extends Message<?>> messageType) {
		boolean idempotent = IdempotentCommand.class.isAssignableFrom(messageType);
		if (idempotent && !Modifier.isAbstract(messageType.getModifiers())) {
			this.results.requireReadable(messageType);
		}
		return idempotent;
	}

	@Override
	public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
		IdempotentCommand<R> command = (IdempotentCommand<R>) message;
		IdempotencyKey key = command.idempotencyKey();
		return (key != null) ? once(command, key.ownedBy(this.subject.name()), next) : next.proceed(message);
	}

	private <R extends @Nullable Object> R once(IdempotentCommand<R> command, IdempotencyKey key, Next<R> next) {
		List<R> own = new ArrayList<>(1);
		String json = this.store.once(command.idempotencyName(), key, this.results.fingerprint(command.payload()),
				() -> {
					own.add(next.proceed(command));
					return this.results.write(command.getClass(), own.get(0));
				});
		return own.isEmpty() ? this.results.read(command.getClass(), json) : own.get(0);
	}

}
