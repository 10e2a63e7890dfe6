package com.resync.web.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.RequestBody;

/**
 * The entries of {@code errors}: one for each rule that is broken, with a {@code pointer}
 * into the body (RFC 6901) or the name of a {@code parameter}.
 */
final class RuleViolations {

	private RuleViolations() {
	}

	/**
	 * Of a message: its components are parameters, and what one of them holds is the
	 * body.
	 */
	static List<Map<String, String>> ofMessage(Collection<? extends ConstraintViolation<?>> violations) {
		return sorted(violations.stream().map((violation) -> {
			Iterator<Path.Node> path = violation.getPropertyPath().iterator();
			String component = String.valueOf(path.next().getName());
			return path.hasNext() ? entry("pointer", pointer(path), violation.getMessage())
					: entry("parameter", component, violation.getMessage());
		}));
	}

	/** Of a parameter of a controller that has {@code @Valid}. */
	static List<Map<String, String>> ofParameter(boolean body, Collection<? extends MessageSourceResolvable> errors) {
		return sorted(errors.stream().map((error) -> ofParameter(body, "", error)));
	}

	/** Of the parameters of a controller that have constraints of their own. */
	static List<Map<String, String>> ofParameters(List<ParameterValidationResult> results) {
		return sorted(results.stream().flatMap((result) -> {
			boolean body = result.getMethodParameter().hasParameterAnnotation(RequestBody.class);
			String name = String.valueOf(result.getMethodParameter().getParameterName());
			String element = (result.getContainerIndex() != null) ? "/" + result.getContainerIndex() : "";
			return result.getResolvableErrors()
				.stream()
				.map((error) -> (body || error instanceof FieldError) ? ofParameter(body, element, error)
						: entry("parameter", name, error.getDefaultMessage()));
		}));
	}

	private static Map<String, String> ofParameter(boolean body, String element, MessageSourceResolvable error) {
		String detail = String.valueOf(error.getDefaultMessage());
		if (!(error instanceof FieldError field)) {
			return entry("pointer", element, detail);
		}
		if (!body) {
			return entry("parameter", field.getField(), detail);
		}
		return entry("pointer",
				element + (field.contains(ConstraintViolation.class)
						? pointer(field.unwrap(ConstraintViolation.class).getPropertyPath().iterator())
						: "/" + field.getField().replace('.', '/')),
				detail);
	}

	private static List<Map<String, String>> sorted(Stream<Map<String, String>> entries) {
		return entries.distinct().sorted(Comparator.comparing(Map::toString)).toList();
	}

	private static Map<String, String> entry(String kind, String place, @Nullable String detail) {
		Map<String, String> entry = new LinkedHashMap<>();
		entry.put(kind, place);
		entry.put("detail", String.valueOf(detail));
		return entry;
	}

	private static String pointer(Iterator<Path.Node> path) {
		StringBuilder pointer = new StringBuilder();
		path.forEachRemaining((node) -> {
			if (node.isInIterable() && node.getIndex() != null) {
				pointer.append('/').append(node.getIndex());
			}
			else if (node.isInIterable() && node.getKey() != null) {
				pointer.append('/').append(escaped(node.getKey().toString()));
			}
			if (node.getKind() != ElementKind.CONTAINER_ELEMENT && node.getName() != null) {
				pointer.append('/').append(escaped(node.getName()));
			}
		});
		return pointer.toString();
	}

	private static String escaped(String token) {
		return token.replace("~", "~0").replace("/", "~1");
	}

}
