package com.resync.cqrs.spring;

import java.lang.reflect.WildcardType;
import java.util.Objects;
import java.util.stream.Stream;

import com.resync.cqrs.Command;
import com.resync.cqrs.Query;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.core.ResolvableType;

/**
 * Reads the message type from the generic type of a handler.
 */
final class HandlerType {

	private HandlerType() {
	}

	/**
	 * The message type in the handler interface of a bean type, or {@code null}: a
	 * wildcard or an unbounded type variable is no message type, nor is
	 * {@code Box<String>}, which is only {@code Box} at run time.
	 * @param kind the handler interface
	 */
	static @Nullable Class<?> messageType(ResolvableType beanType, Class<?> kind) {
		ResolvableType product = beanType.as(FactoryBean.class);
		ResolvableType handler = (product != ResolvableType.NONE) ? product.getGeneric() : beanType;
		ResolvableType message = handler.as(kind).getGeneric();
		Class<?> type = message.resolve();
		boolean known = type != Command.class && type != Query.class && !(message.getType() instanceof WildcardType)
				&& Stream.of(message.resolveGenerics()).allMatch(Objects::isNull);
		return known ? type : null;
	}

}
