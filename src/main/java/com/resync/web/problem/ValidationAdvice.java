package com.resync.web.problem;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.resync.web.input.ParameterForm;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/**
 * Maps broken rules to problems with {@code errors}: one for each rule, with a
 * {@code pointer} into the body (RFC 6901) or the name of a {@code parameter}.
 */
@RestControllerAdvice
@Order(0)
class ValidationAdvice {

	private static final Log logger = LogFactory.getLog(ValidationAdvice.class);

	private static final String INVALID_REQUEST = "invalid-request";

	private static final Set<ElementKind> METHOD = EnumSet.of(ElementKind.METHOD, ElementKind.PARAMETER);

	/**
	 * Maps the broken rules of a message. A component of the message is a parameter of
	 * the request; a property of a component is in the body. The class of the message
	 * names the problem, not the controller that was called. Rules of a method of another
	 * bean are broken by the service itself.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> message(ConstraintViolationException ex) {
		Set<ConstraintViolation<?>> violations = ex.getConstraintViolations();
		if (violations.isEmpty() || violations.stream().anyMatch(ValidationAdvice::isOfMethod)) {
			return Problems.response(Problems.unexpected(logger, ex)).build();
		}
		boolean body = violations.stream().anyMatch((violation) -> path(violation).size() > 1);
		ProblemType named = AnnotatedElementUtils.findMergedAnnotation(violations.iterator().next().getRootBeanClass(),
				ProblemType.class);
		return invalid((body && named != null) ? named.value() : INVALID_REQUEST,
				violations.stream().map(ValidationAdvice::error));
	}

	private static boolean isOfMethod(ConstraintViolation<?> violation) {
		return violation.getPropertyPath().iterator().next().getKind() == ElementKind.METHOD;
	}

	/** Maps the broken rules of a parameter of a controller with {@code @Valid}. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> parameter(MethodArgumentNotValidException ex) {
		return invalid(INVALID_REQUEST,
				ex.getAllErrors().stream().map((error) -> error(ex.getParameter(), error, violation(error))));
	}

	/** Maps the broken rules of parameters of a controller with constraints. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> parameters(HandlerMethodValidationException ex) {
		return ex.isForReturnValue() ? Problems.response(Problems.unexpected(logger, ex)).build() : invalid(
				INVALID_REQUEST, ex.getParameterValidationResults().stream().flatMap(ValidationAdvice::errors));
	}

	private static ResponseEntity<ProblemDetail> invalid(String slug, Stream<Map<String, String>> found) {
		List<Map<String, String>> errors = found.distinct().sorted(Comparator.comparing(Map::toString)).toList();
		ProblemDetail problem = Problems.of(HttpStatus.BAD_REQUEST, slug,
				(errors.size() == 1) ? "A rule is broken." : errors.size() + " rules are broken.");
		problem.setProperty("errors", errors);
		return Problems.response(problem).build();
	}

	private static Map<String, String> error(ConstraintViolation<?> violation) {
		List<Path.Node> path = path(violation);
		return (path.size() > 1) ? error("pointer", pointer(path.subList(1, path.size())), violation.getMessage())
				: error("parameter", path.get(0).getName(), violation.getMessage());
	}

	private static Stream<Map<String, String>> errors(ParameterValidationResult result) {
		return result.getResolvableErrors()
			.stream()
			.map((error) -> error(result.getMethodParameter(), error, (error instanceof ObjectError object)
					? violation(object) : result.unwrap(error, ConstraintViolation.class)));
	}

	private static @Nullable ConstraintViolation<?> violation(ObjectError error) {
		return error.contains(ConstraintViolation.class) ? error.unwrap(ConstraintViolation.class) : null;
	}

	private static Map<String, String> error(MethodParameter parameter, MessageSourceResolvable error,
			@Nullable ConstraintViolation<?> violation) {
		if (parameter.hasParameterAnnotation(RequestBody.class) && violation != null) {
			return error("pointer", pointer(path(violation)), error.getDefaultMessage());
		}
		if (error instanceof FieldError field) {
			return error("parameter", field.getField(), field.isBindingFailure()
					? ParameterForm.describe(field.getField(), null) : field.getDefaultMessage());
		}
		return error("parameter", parameter.getParameterName(), error.getDefaultMessage());
	}

	private static Map<String, String> error(String kind, @Nullable String place, @Nullable String detail) {
		Map<String, String> error = new LinkedHashMap<>();
		error.put(kind, String.valueOf(place));
		error.put("detail", String.valueOf(detail));
		return error;
	}

	private static List<Path.Node> path(ConstraintViolation<?> violation) {
		return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
			.filter((node) -> !METHOD.contains(node.getKind()))
			.toList();
	}

	private static String pointer(List<Path.Node> path) {
		JsonPointer pointer = JsonPointer.empty();
		for (Path.Node node : path) {
			Object element = (node.getIndex() != null) ? node.getIndex() : node.getKey();
			if (element != null) {
				pointer = pointer.appendProperty(element.toString());
			}
			if (node.getName() != null && node.getKind() != ElementKind.CONTAINER_ELEMENT) {
				pointer = pointer.appendProperty(node.getName());
			}
		}
		return pointer.toString();
	}

}
