package com.resync.cqrs.idempotency;

import com.resync.cqrs.Command;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs once for each key, however often it is dispatched.
 *
 * @param <R> the type of the result
 */
public interface IdempotentCommand<R extends @Nullable Object> extends Command<R> {

	/** The key; {@code null} if the command shall run at each dispatch. */
	@Nullable IdempotencyKey idempotencyKey();

	/**
	 * The name under which keys of this class of commands are stored. Override it to keep
	 * the keys of a class that is renamed or moved. No two classes may have the same
	 * name.
	 */
	default String idempotencyName() {
		return getClass().getName();
	}

	/**
	 * The data that a retry must repeat, compared by a digest of its JSON.
	 */
	Object payload();

}
