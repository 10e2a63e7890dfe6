package com.resync.cqrs.idempotency;

import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command that carries an {@link IdempotencyKey} once for that key. The same key
 * of another subject is another key, so that nobody learns of the commands of others.
 */
class IdempotencyInterceptor implements Interceptor {

	private final IdempotencyStore store;

	private final CurrentSubject subject;

	IdempotencyInterceptor(IdempotencyStore store, CurrentSubject subject) {
		this.store = store;
		this.subject = subject;
	}

	@Override
	public boolean appliesTo(Class<? extends Message<?>> messageType) {
		return IdempotentCommand.class.isAssignableFrom(messageType);
	}

	@Override
	public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
		IdempotentCommand<R> command = (IdempotentCommand<R>) message;
		IdempotencyKey key = command.idempotencyKey();
		return (key != null) ? this.store.once(command, key.ownedBy(this.subject.name()), () -> next.proceed(message))
				: next.proceed(message);
	}

}
