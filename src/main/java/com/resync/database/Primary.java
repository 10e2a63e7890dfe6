package com.resync.database;

import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks the primary for what a replica may not have yet.
 */
public class Primary {

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final boolean replicated;

	Primary(JdbcClient jdbc, PlatformTransactionManager transactionManager, boolean replicated) {
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactionManager);
		this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.replicated = replicated;
	}

	/** Asks again, if a replica answered that there is nothing. */
	public <T> Optional<T> ifAbsent(Supplier<Optional<T>> query) {
		Optional<T> found = query.get();
		if (found.isPresent() || !this.replicated || !isReplica()) {
			return found;
		}
		Optional<T> onPrimary = this.transaction.execute((status) -> query.get());
		return (onPrimary != null) ? onPrimary : found;
	}

	private boolean isReplica() {
		return this.jdbc.sql("SELECT pg_is_in_recovery()").query(Boolean.class).single();
	}

}
