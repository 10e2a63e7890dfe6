package com.resync.cqrs.interceptor;

import java.util.List;
import java.util.Objects;

import com.resync.cqrs.HandlerFaultsException;
import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Message;
import com.resync.cqrs.Route;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.interceptor.RollbackRuleAttribute;
import org.springframework.transaction.interceptor.RuleBasedTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/**
 * Runs a message in a transaction as {@code @Transactional} on its handler says, without
 * a proxy. Without that annotation, a command runs in a read-write transaction and a
 * query in a read-only one, a nested dispatch joins the outer transaction, and every
 * exception, including checked ones, rolls it back. If the rollback fails, its exception
 * is thrown instead, as everywhere in Spring.
 * <p>
 * A dispatch after the commit or rollback has begun, for example in a
 * {@code @TransactionalEventListener}, does not join that transaction but runs in a new
 * one. Before the commit it joins.
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
				List.of(RollbackRuleAttribute.ROLLBACK_ON_ALL_EXCEPTIONS));
		attribute.setReadOnly(readOnly);
		return attribute;
	}

	@Override
	public Next around(Route route, Next next) {
		TransactionAttribute declared = this.attributes.getTransactionAttribute(HandleMethod.of(route),
				route.handlerType());
		TransactionAttribute attribute = (declared != null) ? declared : route.isCommand() ? READ_WRITE : READ_ONLY;
		PlatformTransactionManager manager = manager(attribute, route);
		TransactionPhases.Phase phase = this.phases.of(manager);
		Next joining = (message) -> run(manager, attribute, message, next);
		Next suspending = (message) -> run(manager, SUSPENDING, message, joining);
		return (message) -> (phase.isCompleting() ? suspending : joining).proceed(message);
	}

	private PlatformTransactionManager manager(TransactionAttribute attribute, Route route) {
		try {
			TransactionManager manager = determineTransactionManager(attribute, route.handlerType());
			return (PlatformTransactionManager) Objects.requireNonNull(manager);
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw new HandlerFaultsException(
					"Messages run in transactions, but it is not clear of which manager: " + ex.getMessage(),
					"Set resync.cqrs.transaction-manager to the name of one, mark one with @Primary, "
							+ "or name one in @Transactional on each handler.");
		}
	}

	private @Nullable Object run(PlatformTransactionManager manager, TransactionAttribute attribute, Message<?> message,
			Next next) {
		TransactionInfo transaction = createTransactionIfNecessary(manager, attribute, message.getClass().getName());
		Object result;
		try {
			result = next.proceed(message);
		}
		catch (Throwable ex) {
			completeTransactionAfterThrowing(transaction, () -> null, ex);
			throw ex;
		}
		finally {
			cleanupTransactionInfo(transaction);
		}
		commitTransactionAfterReturning(transaction);
		return result;
	}

}
