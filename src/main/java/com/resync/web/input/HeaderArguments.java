package com.resync.web.input;

import java.util.function.Function;

import com.resync.cqrs.idempotency.IdempotencyKey;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
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
	 * @throws MethodArgumentTypeMismatchException if one is malformed
	 */
	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binderFactory) {
		return (parameter.getParameterType() == IdempotencyKey.class)
				? read("Idempotency-Key", IdempotencyKey.class, HeaderArguments::key, parameter, request)
				: new Preconditions(tags(HttpHeaders.IF_MATCH, parameter, request),
						tags(HttpHeaders.IF_NONE_MATCH, parameter, request));
	}

	private static @Nullable EntityTags tags(String header, MethodParameter parameter, NativeWebRequest request) {
		return read(header, EntityTags.class, (values) -> EntityTags.parse(String.join(",", values)), parameter,
				request);
	}

	private static IdempotencyKey key(String[] values) {
		if (values.length > 1) {
			throw new IllegalArgumentException("more than one");
		}
		return new IdempotencyKey(values[0]);
	}

	private static <T> @Nullable T read(String header, Class<T> type, Function<String[], T> reader,
			MethodParameter parameter, NativeWebRequest request) {
		String[] values = request.getHeaderValues(header);
		try {
			return (values != null) ? reader.apply(values) : null;
		}
		catch (IllegalArgumentException ex) {
			throw new MethodArgumentTypeMismatchException(values, type, header, parameter, ex);
		}
	}

}
