package com.resync.web.problem;

import java.net.SocketTimeoutException;

import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MultipartException;

/**
 * Maps exceptions about parts of a request that are read only when they are used. Spring
 * itself would respond to these with 500.
 */
@RestControllerAdvice
@Order(0)
class RequestAdvice {

	@ExceptionHandler
	ResponseEntity<ProblemDetail> parameters(InvalidParameterException ex) {
		return refused("The query or the form has too many parameters, or is not percent-encoded UTF-8"
				+ " (RFC 3986, section 2.1).");
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> mediaType(InvalidMimeTypeException ex) {
		return refused("A header names a media type that is malformed (RFC 9110, section 8.3.1).");
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> multipart(MultipartException ex) {
		return refused("The body is not the multipart form that its Content-Type says (RFC 7578).");
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> body(ClientAbortException ex) {
		return Problems.respond(unreadable(ex, "The body is not framed as its headers say."));
	}

	/** A body that pauses for longer than {@code server.tomcat.connection-timeout}. */
	static ProblemDetail unreadable(Exception ex, String detail) {
		return (NestedExceptionUtils.getMostSpecificCause(ex) instanceof SocketTimeoutException)
				? ProblemDetail.forStatusAndDetail(HttpStatus.REQUEST_TIMEOUT, "The body took too long to arrive.")
				: ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
	}

	private static ResponseEntity<ProblemDetail> refused(String detail) {
		return Problems.respond(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail));
	}

}
