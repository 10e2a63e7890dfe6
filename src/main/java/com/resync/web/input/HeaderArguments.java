package com.resync.web.input;

import java.util.function.Function;

import com.resync.cqrs.idempotency.IdempotencyKey;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Reads parameters of the types {@link Preconditions} and {@link IdempotencyKey} from the
 * headers of a request. {@code @RequestHeader} would create a data binder for each
 * header, also for those that a request does not have.
 */
class HeaderArguments implements HandlerMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Preconditions.class
				|| parameter.getParameterType() == IdempotencyKey.class;
	}

	/**
	 * Reads the headers.
	 * @throws ErrorResponseException if one is malformed
	 */
	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binderFactory) {
		return (parameter.getParameterType() == Preconditions.class)
				? new Preconditions(tags(request, HttpHeaders.IF_MATCH), tags(request, HttpHeaders.IF_NONE_MATCH))
				: read(request, "Idempotency-Key", HeaderArguments::key, "1 to 255 printable ASCII characters");
	}

	private static @Nullable EntityTags tags(NativeWebRequest request, String header) {
		return read(request, header, (values) -> EntityTags.parse(String.join(",", values)),
				"a list of entity tags in double quotes, such as \"1\", or *");
	}

	private static IdempotencyKey key(String[] values) {
		if (values.length > 1) {
			throw new IllegalArgumentException("more than one");
		}
		return new IdempotencyKey(values[0]);
	}

	private static <T> @Nullable T read(NativeWebRequest request, String header, Function<String[], T> reader,
			String form) {
		String[] values = request.getHeaderValues(header);
		try {
			return (values != null) ? reader.apply(values) : null;
		}
		catch (IllegalArgumentException ex) {
			throw new ErrorResponseException(HttpStatus.BAD_REQUEST,
					ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
							"'%s' is not of the expected form. It must be %s.".formatted(header, form)),
					ex);
		}
	}

}
