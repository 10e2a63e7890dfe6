package com.resync.web.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

import org.springframework.core.MethodParameter;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.RequestBody;

/**
 * Makes the entries of {@code errors}: one for each broken rule, with a {@code pointer}
 * into the body (RFC 6901) or the name of a {@code parameter}.
 */
final class RuleViolations {

	private static final Set<ElementKind> METHOD = EnumSet.of(ElementKind.METHOD, ElementKind.PARAMETER);

	private RuleViolations() {
	}

	/**
	 * For a message. A component of the message is a parameter of the request; a property
	 * of a component is in the body.
	 */
	static List<Map<String, String>> ofMessage(Collection<? extends ConstraintViolation<?>> violations) {
		return sorted(violations.stream().map((violation) -> {
			List<Path.Node> path = path(violation);
			return (path.size() > 1) ? entry("pointer", pointer(path.subList(1, path.size())), violation.getMessage())
					: entry("parameter", String.valueOf(path.get(0).getName()), violation.getMessage());
		}));
	}

	/** For a parameter of a controller with {@code @Valid}. */
	static List<Map<String, String>> ofParameter(MethodParameter parameter, List<ObjectError> errors) {
		return sorted(errors.stream()
			.map((error) -> entry(parameter,
					error.contains(ConstraintViolation.class) ? error.unwrap(ConstraintViolation.class) : null,
					(error instanceof FieldError field) ? field.getField() : error.getObjectName(),
					error.getDefaultMessage())));
	}

	/** For parameters of a controller with constraints. */
	static List<Map<String, String>> ofParameters(List<ParameterValidationResult> results) {
		return sorted(
				results.stream()
					.flatMap((result) -> result.getResolvableErrors()
						.stream()
						.map((error) -> entry(result.getMethodParameter(),
								result.unwrap(error, ConstraintViolation.class), (error instanceof FieldError field)
										? field.getField() : result.getMethodParameter().getParameterName(),
								error.getDefaultMessage()))));
	}

	private static Map<String, String> entry(MethodParameter parameter, @Nullable ConstraintViolation<?> violation,
			@Nullable String name, @Nullable String detail) {
		return (parameter.hasParameterAnnotation(RequestBody.class) && violation != null)
				? entry("pointer", pointer(path(violation)), detail) : entry("parameter", String.valueOf(name), detail);
	}

	private static Map<String, String> entry(String kind, String place, @Nullable String detail) {
		Map<String, String> entry = new LinkedHashMap<>();
		entry.put(kind, place);
		entry.put("detail", String.valueOf(detail));
		return entry;
	}

	private static List<Map<String, String>> sorted(Stream<Map<String, String>> entries) {
		return entries.distinct().sorted(Comparator.comparing(Map::toString)).toList();
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
