package com.resync.cqrs.idempotency;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;

/**
 * Finds types that Jackson cannot read, in the type of a result, in what it contains
 * (elements, values) and in its properties. It finds only what fails for certain:
 * abstract types without type information, classes without a creator and what Jackson
 * itself refuses. Not thread-safe.
 */
class ResultTypes {

	private final DeserializationContext context;

	private final Set<JavaType> visited = new HashSet<>();

	ResultTypes(DeserializationContext context) {
		this.context = context;
	}

	/** The first type that cannot be read, {@code null} if there is none. */
	@Nullable JavaType unreadable(JavaType type) {
		if (!this.visited.add(type)) {
			return null;
		}
		try {
			ValueDeserializer<?> deserializer = this.context.findRootValueDeserializer(type);
			return isReadable(deserializer)
					? parts(type, deserializer).map(this::unreadable).filter(Objects::nonNull).findFirst().orElse(null)
					: type;
		}
		catch (JacksonException ex) {
			return type;
		}
	}

	private static boolean isReadable(ValueDeserializer<?> deserializer) {
		return !(deserializer instanceof AbstractDeserializer) && (!(deserializer instanceof BeanDeserializerBase bean)
				|| bean.getValueInstantiator().canInstantiate());
	}

	private static Stream<JavaType> parts(JavaType type, ValueDeserializer<?> deserializer) {
		if (type.hasContentType()) {
			return Stream.of(type.getContentType());
		}
		if (deserializer instanceof BeanDeserializerBase bean && isReadByProperties(bean.getValueInstantiator())) {
			return StreamSupport
				.stream(Spliterators.spliteratorUnknownSize(bean.properties(), Spliterator.ORDERED), false)
				.filter((property) -> !isReadInItsOwnWay(property))
				.map(SettableBeanProperty::getType);
		}
		return Stream.empty();
	}

	private static boolean isReadByProperties(ValueInstantiator creator) {
		return (creator.canCreateFromObjectWith() || creator.canCreateUsingDefault())
				&& !creator.canCreateUsingDelegate() && !creator.canCreateUsingArrayDelegate();
	}

	private static boolean isReadInItsOwnWay(SettableBeanProperty property) {
		return property.getAnnotation(JsonTypeInfo.class) != null
				|| property.getAnnotation(JsonDeserialize.class) != null;
	}

}
