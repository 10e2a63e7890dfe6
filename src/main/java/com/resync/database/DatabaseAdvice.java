package com.resync.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import com.resync.web.problem.Problems;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Maps the exceptions of a database to problems.
 */
@RestControllerAdvice
@Order(0)
class DatabaseAdvice {

	private static final Log logger = LogFactory.getLog(DatabaseAdvice.class);

	/** In nanoseconds: at most one line is logged in this time. */
	private static final long PERIOD = Duration.ofSeconds(10).toNanos();

	private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

	/**
	 * SQLSTATE class 22 is a value that the database cannot store, class 25 a standby,
	 * which is read-only, and class 55 a locked row.
	 */
	@ExceptionHandler({ DataIntegrityViolationException.class, UncategorizedDataAccessException.class })
	ResponseEntity<ProblemDetail> failed(DataAccessException ex) {
		String state = (ex.getMostSpecificCause() instanceof SQLException cause) ? String.valueOf(cause.getSQLState())
				: "";
		if (state.startsWith("22")) {
			return Problems.response(HttpStatus.BAD_REQUEST, "The request has a value that cannot be stored.").build();
		}
		return state.matches("(25|55).*") ? unavailable(ex)
				: Problems.response(Problems.unexpected(logger, ex)).build();
	}

	/** For example by a feature that uses Spring Data. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> changed(OptimisticLockingFailureException ex) {
		return Problems.response(HttpStatus.CONFLICT, "Another request has changed the same data. Try again.").build();
	}

	/** Includes deadlocks and serialization failures after the last retry. */
	@ExceptionHandler({ DataAccessResourceFailureException.class, TransientDataAccessException.class,
			RecoverableDataAccessException.class, CannotCreateTransactionException.class,
			TransactionSystemException.class, TransactionTimedOutException.class })
	ResponseEntity<ProblemDetail> unavailable(RuntimeException ex) {
		long now = System.nanoTime();
		long next = this.nextLine.get();
		if (now - next >= 0 && this.nextLine.compareAndSet(next, now + PERIOD)) {
			String cause = NestedExceptionUtils.getMostSpecificCause(ex).getMessage();
			logger.warn("The database is not available: " + ((cause != null) ? cause : ex.getMessage()));
		}
		return Problems
			.response(HttpStatus.SERVICE_UNAVAILABLE, "database-unavailable",
					"The database is not available. Try again.")
			.header(HttpHeaders.RETRY_AFTER, "1")
			.build();
	}

}
