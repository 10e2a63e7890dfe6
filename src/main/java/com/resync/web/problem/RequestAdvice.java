package com.resync.web.problem;

import java.nio.charset.MalformedInputException;

import com.resync.cqrs.idempotency.IdempotencyKeyInUseException;
import com.resync.cqrs.idempotency.IdempotencyKeyReusedException;
import com.resync.cqrs.idempotency.IdempotencyStoreFullException;
import com.resync.web.input.UnreadableBody;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.fileupload.FileUploadException;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/**
 * Maps exceptions about the parts of a request to problems. Spring itself would respond
 * to most of these with 500.
 */
@RestControllerAdvice
@Order(0)
class RequestAdvice {

	@ExceptionHandler
	ResponseEntity<ProblemDetail> parameters(InvalidParameterException ex) {
		if (ex.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()) {
			return Problems.response(HttpStatus.CONTENT_TOO_LARGE, "The form, or a part of it, is too large.").build();
		}
		return malformed("The query or the form has too many parameters, or is not percent-encoded UTF-8"
				+ " (RFC 3986, section 2.1).");
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> mediaType(InvalidMimeTypeException ex) {
		return malformed("A header names a media type that is malformed (RFC 9110, section 8.3.1).");
	}

	/** Tomcat throws {@code FileUploadException} to handlers of a {@code Part}. */
	@ExceptionHandler({ MultipartException.class, FileUploadException.class })
	ResponseEntity<ProblemDetail> multipart(Exception ex) {
		return (ex instanceof MaxUploadSizeExceededException tooLarge) ? Problems.response(tooLarge.getBody()).build()
				: malformed("The body is not the multipart form that its Content-Type says (RFC 7578).");
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> body(MalformedInputException ex) {
		return malformed("The body is not in its charset, which is UTF-8 if none is named.");
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> body(HttpMessageNotReadableException ex) {
		return malformed(UnreadableBody.describe(ex));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> keyReused(IdempotencyKeyReusedException ex) {
		return Problems.response(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", ex.getMessage()).build();
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> keyInUse(IdempotencyKeyInUseException ex) {
		return Problems.response(HttpStatus.CONFLICT, "idempotency-key-in-use", ex.getMessage()).build();
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> keysFull(IdempotencyStoreFullException ex) {
		return Problems.response(HttpStatus.INSUFFICIENT_STORAGE, "idempotency-store-full", ex.getMessage()).build();
	}

	private static ResponseEntity<ProblemDetail> malformed(String detail) {
		return Problems.response(HttpStatus.BAD_REQUEST, detail).build();
	}

}
