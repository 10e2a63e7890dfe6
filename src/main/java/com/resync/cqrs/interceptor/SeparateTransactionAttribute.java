package com.resync.cqrs.interceptor;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DelegatingTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;

/**
 * Does not join the transaction of the thread, which is being completed: begins one of
 * its own where one would be joined or begun, and runs without one otherwise.
 */
@SuppressWarnings("serial") // As its base class, only as far as the attribute is.
class SeparateTransactionAttribute extends DelegatingTransactionAttribute {

	SeparateTransactionAttribute(TransactionAttribute attribute) {
		super(attribute);
	}

	@Override
	public int getPropagationBehavior() {
		return switch (super.getPropagationBehavior()) {
			case TransactionDefinition.PROPAGATION_SUPPORTS, TransactionDefinition.PROPAGATION_NOT_SUPPORTED,
					TransactionDefinition.PROPAGATION_NEVER ->
				TransactionDefinition.PROPAGATION_NOT_SUPPORTED;
			// Fails, as there is no transaction to join any more.
			case TransactionDefinition.PROPAGATION_MANDATORY -> TransactionDefinition.PROPAGATION_NEVER;
			default -> TransactionDefinition.PROPAGATION_REQUIRES_NEW;
		};
	}

}
