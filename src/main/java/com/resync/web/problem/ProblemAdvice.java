package com.resync.web.problem;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.resync.web.input.ParameterForm;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Maps all exceptions that no other advice maps to problems, and completes the problems
 * that a feature returns itself.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler implements WebMvcConfigurer {

	/** Spring has already set {@code instance}, so the path is not used. */
	@Override
	public void addErrorResponseInterceptors(List<ErrorResponse.Interceptor> interceptors) {
		interceptors.add((problem, response) -> Problems.complete(problem, "/"));
	}

	@Override
	public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
		resolvers.add(0, ProblemAdvice::leaveToTomcat);
	}

	/**
	 * Maps nothing once the response has begun. Tomcat has stored the exception if the
	 * request could not be read. A timeout is the usual end of a stream of events.
	 * @throws IllegalStateException for Tomcat to log, and to abort the response
	 */
	private static @Nullable ModelAndView leaveToTomcat(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception ex) {
		if (!response.isCommitted()) {
			return null;
		}
		if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) == null
				&& !(ex instanceof AsyncRequestTimeoutException)
				&& !DisconnectedClientHelper.isClientDisconnectedException(ex)) {
			throw new IllegalStateException("The response has begun", ex);
		}
		return new ModelAndView();
	}

	/** Spring throws one where {@code Content-Type} is a range of types. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> illegal(IllegalArgumentException ex, HttpServletRequest request) throws Exception {
		return (request.getContentType() != null && request.getContentType().split(";")[0].contains("*"))
				? Problems.response(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The Content-Type is a range of types.").build()
				: unexpected(ex);
	}

	/**
	 * Maps any other exception: by {@code @ProblemType} on its class or on that of a
	 * cause, or to 500.
	 * @throws Exception if Spring maps it to a status, which is then left to it
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> unexpected(Exception ex) throws Exception {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			ProblemType type = AnnotatedElementUtils.findMergedAnnotation(cause.getClass(), ProblemType.class);
			if (type != null) {
				return Problems.response(type.status(), type.value(), cause.getMessage()).build();
			}
			ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(cause.getClass(), ResponseStatus.class);
			if (status != null && status.code() != HttpStatus.INTERNAL_SERVER_ERROR) {
				throw ex;
			}
		}
		return Problems.response(Problems.unexpected(this.logger, ex)).build();
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status,
				ParameterForm.describe(ex.getPropertyName(), ex.getRequiredType()));
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (ex.getContentType() == null && request.getHeader(HttpHeaders.CONTENT_TYPE) == null) {
			ex.getBody().setDetail("The body has no Content-Type.");
		}
		return super.handleHttpMediaTypeNotSupported(ex, headers, status, request);
	}

	/** {@code HEAD} is served where {@code GET} is, and {@code OPTIONS} everywhere. */
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
		boolean internal = status.isSameCodeAs(HttpStatus.INTERNAL_SERVER_ERROR);
		return super.handleExceptionInternal(ex, internal ? Problems.unexpected(this.logger, ex) : body, headers,
				status, request);
	}

	@Override
	protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		return (body instanceof ProblemDetail problem) ? Problems.response(problem).headers(headers).build()
				: super.createResponseEntity(body, headers, status, request);
	}

}
