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
	 * What a retry must repeat to be one, compared by {@code equals}.
	 */
	Object payload();

}
