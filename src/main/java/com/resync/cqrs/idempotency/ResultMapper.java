package com.resync.cqrs.idempotency;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.resync.cqrs.Command;
import com.resync.cqrs.HandlerFaultsException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads the results of commands as JSON, by their full generic types. It has
 * its own mapper, because other versions of the service read what is stored: unknown
 * fields are ignored, and missing ones are absent. Thread-safe.
 */
class ResultMapper {

	private final JsonMapper mapper;

	ResultMapper(Collection<JacksonModule> modules) {
		this.mapper = JsonMapper.builder()
			.findAndAddModules()
			.addModules(modules)
			.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
			.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
			.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
			.enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
			.build();
	}

	/** In ASCII, which can represent unpaired surrogates. */
	String write(Class<?> commandType, @Nullable Object result) {
		return this.mapper.writerFor(resultType(commandType))
			.with(JsonWriteFeature.ESCAPE_NON_ASCII)
			.writeValueAsString(result);
	}

	@Nullable Object read(Class<?> commandType, String json) {
		return this.mapper.readValue(json, resultType(commandType));
	}

	/**
	 * A digest of the payload. Fields without a value are left out, so that a new
	 * optional field does not change the digest.
	 */
	byte[] fingerprint(Object payload) {
		return IdempotencyKey.sha256(this.mapper.writeValueAsString(payload));
	}

	/**
	 * Checks that the result of a command can be read again, as far as its types show it.
	 * @throws HandlerFaultsException if its type is not declared, or it or a part of it
	 * is abstract without type information, has no creator or is refused by Jackson
	 */
	void requireReadable(Class<?> commandType) {
		JavaType type = resultType(commandType);
		JavaType unreadable = type.isJavaLangObject() ? type : unreadable(type, new HashSet<>());
		if (unreadable != null) {
			throw new HandlerFaultsException(
					"The result of %s cannot be kept for its idempotency key: %s cannot be read from JSON"
						.formatted(commandType.getName(), unreadable.toCanonical()),
					"Declare a result that Jackson writes and reads, such as a record, or let %s be a Command instead of an IdempotentCommand."
						.formatted(commandType.getSimpleName()));
		}
	}

	private @Nullable JavaType unreadable(JavaType type, Set<JavaType> visited) {
		try {
			ValueDeserializer<?> deserializer = this.mapper._deserializationContext().findRootValueDeserializer(type);
			if (deserializer instanceof AbstractDeserializer || (deserializer instanceof BeanDeserializerBase bean
					&& !bean.getValueInstantiator().canInstantiate())) {
				return type;
			}
			return parts(type, deserializer).stream()
				.filter(visited::add)
				.map((part) -> unreadable(part, visited))
				.filter(Objects::nonNull)
				.findFirst()
				.orElse(null);
		}
		catch (JacksonException ex) {
			return type;
		}
	}

	private static List<JavaType> parts(JavaType type, ValueDeserializer<?> deserializer) {
		if (type.hasContentType()) {
			return List.of(type.getContentType());
		}
		List<JavaType> parts = new ArrayList<>();
		if (deserializer instanceof BeanDeserializerBase bean
				&& !bean.getValueInstantiator().canCreateUsingDelegate()) {
			bean.properties().forEachRemaining((property) -> {
				if (property.getAnnotation(JsonTypeInfo.class) == null
						&& property.getAnnotation(JsonDeserialize.class) == null) {
					parts.add(property.getType());
				}
			});
		}
		return parts;
	}

	private JavaType resultType(Class<?> commandType) {
		JavaType[] parameters = this.mapper.constructType(commandType).findTypeParameters(Command.class);
		return (parameters.length == 1) ? parameters[0] : this.mapper.constructType(Object.class);
	}

}
