package com.resync.cqrs.interceptor;

import java.util.List;
import java.util.Objects;

import com.resync.cqrs.Command;
import com.resync.cqrs.HandlerBinding;
import com.resync.cqrs.HandlerFaultsException;
import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.interceptor.RollbackRuleAttribute;
import org.springframework.transaction.interceptor.RuleBasedTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/**
 * Runs a message in a transaction as {@code @Transactional} on its handler says, without
 * a proxy. Without that annotation, a command runs in a read-write transaction and a
 * query in a read-only one, a nested dispatch joins the outer transaction, and every
 * exception, including checked ones, rolls it back.
 * <p>
 * A dispatch after the commit or rollback has begun, for example in a
 * {@code @TransactionalEventListener}, does not join that transaction but runs in a new
 * one. Before the commit it joins.
 * <p>
 * Uses only parts of Spring's transaction interceptor: the whole would throw a failed
 * rollback instead of the exception of the handler.
 */
class TransactionalInterceptor extends TransactionAspectSupport implements Interceptor {

	private static final TransactionAttribute READ_WRITE = attribute(TransactionDefinition.PROPAGATION_REQUIRED, false);

	private static final TransactionAttribute READ_ONLY = attribute(TransactionDefinition.PROPAGATION_REQUIRED, true);

	/** Suspends the transaction that is being completed. */
	private static final TransactionAttribute SUSPENDING = attribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED,
			false);

	private final TransactionPhases phases;

	private final TransactionAttributeSource attributes;

	TransactionalInterceptor(TransactionPhases phases, TransactionAttributeSource attributes) {
		this.phases = phases;
		this.attributes = attributes;
		setTransactionAttributeSource(attributes);
	}

	/** Rolls back for every exception. */
	private static TransactionAttribute attribute(int propagation, boolean readOnly) {
		RuleBasedTransactionAttribute attribute = new RuleBasedTransactionAttribute(propagation,
				List.of(new RollbackRuleAttribute(Throwable.class)));
		attribute.setReadOnly(readOnly);
		return attribute;
	}

	/**
	 * The interceptor of one route.
	 * @throws HandlerFaultsException if it is not clear which transaction manager to use
	 */
	@Override
	public Interceptor forRoute(Class<? extends Message<?>> messageType, HandlerBinding handler) {
		TransactionAttribute attribute = this.attributes.getTransactionAttribute(HandleMethod.of(handler),
				handler.handlerType());
		if (attribute == null) {
			attribute = Command.class.isAssignableFrom(messageType) ? READ_WRITE : READ_ONLY;
		}
		PlatformTransactionManager manager = manager(attribute, handler);
		return new InTransaction(this, manager, this.phases.of(manager), attribute);
	}

	private PlatformTransactionManager manager(TransactionAttribute attribute, HandlerBinding handler) {
		try {
			TransactionManager manager = determineTransactionManager(attribute, handler.handlerType());
			return (PlatformTransactionManager) Objects.requireNonNull(manager);
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw new HandlerFaultsException(
					"Messages run in transactions, but it is not clear of which manager: " + ex.getMessage(),
					"Set resync.cqrs.transaction-manager to the name of one, mark one with @Primary, "
							+ "or name one in @Transactional on each handler.");
		}
	}

	/** Only {@link #forRoute} knows the transaction, so this runs in none. */
	@Override
	public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
		return next.proceed(message);
	}

	private <R extends @Nullable Object> R run(PlatformTransactionManager manager, TransactionAttribute attribute,
			Message<R> message, Next<R> next) {
		TransactionInfo transaction = createTransactionIfNecessary(manager, attribute, message.getClass().getName());
		R result;
		try {
			result = next.proceed(message);
		}
		catch (Throwable ex) {
			complete(transaction, attribute.rollbackOn(ex), ex);
			throw ex;
		}
		finally {
			cleanupTransactionInfo(transaction);
		}
		commitTransactionAfterReturning(transaction);
		return result;
	}

	/** Rethrows the exception of the handler, unless a commit after it fails. */
	private static void complete(TransactionInfo transaction, boolean rollback, Throwable thrown) {
		TransactionStatus status = Objects.requireNonNull(transaction.getTransactionStatus());
		try {
			if (rollback) {
				transaction.getTransactionManager().rollback(status);
			}
			else {
				transaction.getTransactionManager().commit(status);
			}
		}
		catch (RuntimeException ex) {
			if (!rollback) {
				ex.addSuppressed(thrown);
				throw ex;
			}
			thrown.addSuppressed(ex);
		}
	}

	private record InTransaction(TransactionalInterceptor support, PlatformTransactionManager manager,
			TransactionPhases.Phase phase, TransactionAttribute attribute) implements Interceptor {

		@Override
		public <R extends @Nullable Object> R intercept(Message<R> message, Next<R> next) {
			return this.phase.isCompleting()
					? this.support.run(this.manager, SUSPENDING, message,
							(same) -> this.support.run(this.manager, this.attribute, same, next))
					: this.support.run(this.manager, this.attribute, message, next);
		}

	}

}
