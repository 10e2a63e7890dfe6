package com.resync.cqrs.spring;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;

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
	 * The message type in the handler interface of a bean type, or {@code null}: a type
	 * variable or a wildcard is no message type, nor is {@code Box<String>}, which is
	 * only {@code Box} at run time.
	 */
	static @Nullable Class<?> messageType(ResolvableType beanType, Class<?> handlerType) {
		ResolvableType product = beanType.as(FactoryBean.class);
		ResolvableType type = (product != ResolvableType.NONE) ? product.getGeneric() : beanType;
		Type messageType = argument(type, handlerType, 0);
		if (messageType instanceof ParameterizedType parameterized
				&& Arrays.stream(parameterized.getActualTypeArguments()).allMatch(HandlerType::isUnbounded)) {
			messageType = parameterized.getRawType();
		}
		return (messageType instanceof Class<?> found) ? found : null;
	}

	/** Resolves a type variable in the class that gives it a value. */
	private static @Nullable Type argument(ResolvableType type, Class<?> declaring, int index) {
		ResolvableType[] arguments = type.as(declaring).getGenerics();
		if (arguments.length <= index) {
			return null;
		}
		Type argument = arguments[index].getType();
		if (!(argument instanceof TypeVariable<?> variable)) {
			return argument;
		}
		boolean given = variable.getGenericDeclaration() instanceof Class<?> owner && owner != declaring;
		return given ? argument(type, (Class<?>) variable.getGenericDeclaration(),
				Arrays.asList(variable.getGenericDeclaration().getTypeParameters()).indexOf(variable)) : null;
	}

	private static boolean isUnbounded(Type type) {
		return type instanceof WildcardType wildcard && wildcard.getLowerBounds().length == 0
				&& Arrays.equals(wildcard.getUpperBounds(), new Type[] { Object.class });
	}

}
