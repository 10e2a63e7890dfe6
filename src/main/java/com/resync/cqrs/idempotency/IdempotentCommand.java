package com.resync.cqrs.idempotency;

import com.resync.cqrs.Command;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs once for each key it carries, however often it is dispatched.
 *
 * @param <R> the type of the result
 */
public interface IdempotentCommand<R extends @Nullable Object> extends Command<R> {

	/** The key, {@code null} where none was given: then each dispatch runs. */
	@Nullable IdempotencyKey idempotencyKey();

	/**
	 * The name under which keys of this class of commands are stored. State one, so that
	 * a class that is renamed or moved keeps its keys; no other class may have it.
	 */
	default String idempotencyName() {
		return getClass().getName();
	}

	/**
	 * What a retry must repeat to be one, compared by {@code equals}.
	 */
	Object payload();

}
