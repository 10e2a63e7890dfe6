package com.resync.web;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

import com.resync.cqrs.idempotency.IdempotencyKeyInUseException;
import com.resync.cqrs.idempotency.IdempotencyKeyReusedException;
import com.resync.cqrs.idempotency.IdempotencyStoreFullException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedRuntimeException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Tells the faults that no feature tells itself.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {

	private final UnreadableBody unreadableBody;

	ProblemAdvice(JsonMapper mapper) {
		this.unreadableBody = new UnreadableBody(mapper);
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> invalid(ConstraintViolationException ex) {
		return Problems.respond("invalid-request", ex);
	}

	/** What a database cannot keep (SQLSTATE class 22) is the client's. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> unkeepable(DataIntegrityViolationException ex) {
		if (sqlState(ex).startsWith("22")) {
			return Problems.respond(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
					"The request has a value that cannot be kept."));
		}
		return unexpected(ex);
	}

	/** A database that is read-only (class 25) is one that another takes over from. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> uncategorized(UncategorizedDataAccessException ex) {
		return (sqlState(ex).startsWith("25")) ? unavailable(ex) : unexpected(ex);
	}

	private static String sqlState(NestedRuntimeException ex) {
		return (ex.getMostSpecificCause() instanceof SQLException cause && cause.getSQLState() != null)
				? cause.getSQLState() : "";
	}

	/** The database is out of reach, or so busy that it gave up more than once. */
	@ExceptionHandler({ DataAccessResourceFailureException.class, TransientDataAccessException.class,
			RecoverableDataAccessException.class, CannotCreateTransactionException.class,
			TransactionSystemException.class })
	ResponseEntity<ProblemDetail> unavailable(RuntimeException ex) {
		this.logger.warn("The database is not available: " + ex.getMessage());
		return Problems.with(HttpHeaders.RETRY_AFTER, "1", Problems.respond(HttpStatus.SERVICE_UNAVAILABLE,
				"database-unavailable", "The database is not available. Try again."));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> unexpected(Exception ex) {
		return Problems.respond(Problems.unexpected(this.logger, ex));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> malformedQuery(InvalidParameterException ex) {
		return Problems.respond(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
				"The query is not percent-encoded UTF-8 (RFC 3986, section 2.1)."));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> keyReused(IdempotencyKeyReusedException ex) {
		return Problems.respond(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> keyInUse(IdempotencyKeyInUseException ex) {
		return Problems.respond(HttpStatus.CONFLICT, "idempotency-key-in-use", ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> keysFull(IdempotencyStoreFullException ex) {
		return Problems.respond(HttpStatus.INSUFFICIENT_STORAGE, "idempotency-store-full", ex.getMessage());
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return handleExceptionInternal(ex, ProblemDetail.forStatusAndDetail(status, this.unreadableBody.tell(ex)),
				headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		String name = (ex instanceof MethodArgumentTypeMismatchException argument) ? argument.getName()
				: ex.getPropertyName();
		ParameterForm form = ParameterForm.of(ex.getRequiredType());
		String detail = "'%s' is not of the expected form.%s".formatted(name,
				(form != null) ? " It must be " + form.description() + "." : "");
		return handleExceptionInternal(ex, ProblemDetail.forStatusAndDetail(status, detail), headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (ex.getContentType() == null && request.getHeader(HttpHeaders.CONTENT_TYPE) == null) {
			ex.getBody().setDetail("The body has no Content-Type.");
		}
		return super.handleHttpMediaTypeNotSupported(ex, headers, status, request);
	}

	/** Where GET is served, so are HEAD and, everywhere, OPTIONS. */
	@Override
	protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
			HttpRequestMethodNotSupportedException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		Set<HttpMethod> allowed = new LinkedHashSet<>(headers.getAllow());
		if (allowed.contains(HttpMethod.GET)) {
			allowed.add(HttpMethod.HEAD);
		}
		allowed.add(HttpMethod.OPTIONS);
		headers.setAllow(allowed);
		return handleExceptionInternal(ex, null, headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		HttpServletResponse response = ((ServletWebRequest) request).getResponse();
		if (response != null && response.isCommitted()) {
			return null; // The client has gone, or has been told something already.
		}
		boolean ours = status.isSameCodeAs(HttpStatus.INTERNAL_SERVER_ERROR);
		return super.handleExceptionInternal(ex, ours ? Problems.unexpected(this.logger, ex) : body, headers, status,
				request);
	}

	@Override
	protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		if (body instanceof ProblemDetail problem) {
			Problems.complete(problem, ((ServletWebRequest) request).getRequest().getRequestURI());
		}
		HttpHeaders asProblem = new HttpHeaders(headers);
		asProblem.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		return new ResponseEntity<>(body, asProblem, status);
	}

}
