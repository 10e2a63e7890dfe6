package com.resync.cqrs.spring;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.HandlerFaultsException.Fault;
import com.resync.cqrs.QueryHandler;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.TypeFilter;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Looks for handler classes that are not beans, to report why a message has no handler.
 * Scans only when a handler is missing.
 */
final class UnregisteredHandlers extends ClassPathScanningCandidateComponentProvider {

	private static final TypeFilter COMMAND_HANDLER = new AssignableTypeFilter(CommandHandler.class);

	private static final TypeFilter QUERY_HANDLER = new AssignableTypeFilter(QueryHandler.class);

	private final List<String> packages;

	private final ClassLoader classLoader;

	UnregisteredHandlers(List<String> packages, ClassLoader classLoader) {
		super(false);
		this.packages = packages;
		this.classLoader = classLoader;
	}

	/** Adds the class that could be the missing handler, if there is one. */
	Fault explain(Class<?> messageType, Fault missing) {
		return handlerOf(messageType)
			.map((handler) -> new Fault("%s: %s handles it but %s".formatted(missing.description(), handler.getName(),
					reason(handler).description()), reason(handler).action() + "."))
			.orElse(missing);
	}

	private Optional<Class<?>> handlerOf(Class<?> messageType) {
		return this.packages.stream()
			.flatMap((name) -> findCandidateComponents(name).stream())
			.<Class<?>>map(
					(found) -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), this.classLoader))
			.filter((handler) -> Stream.of(CommandHandler.class, QueryHandler.class)
				.map((kind) -> HandlerType.messageType(ResolvableType.forClass(handler), kind))
				.anyMatch((handled) -> handled != null && handled.isAssignableFrom(messageType)))
			.findFirst();
	}

	private static Fault reason(Class<?> handler) {
		String name = handler.getSimpleName();
		if (Modifier.isAbstract(handler.getModifiers())) {
			return new Fault("is abstract", "Register a concrete subclass of " + name);
		}
		if (ClassUtils.isInnerClass(handler)) {
			return new Fault("is an inner class, which needs an instance of the one around it",
					"Make %s static".formatted(name));
		}
		if (!AnnotatedElementUtils.hasAnnotation(handler, Component.class)) {
			return new Fault("is not a bean", "Annotate %s with @Component, or declare it as a @Bean".formatted(name));
		}
		if (AnnotatedElementUtils.hasAnnotation(handler, Conditional.class)) {
			return new Fault("its conditions, such as a profile, do not match",
					"Change the conditions of %s, or give its message the same ones".formatted(name));
		}
		return new Fault("is not found by component scanning",
				"Scan %s for components, or import %s".formatted(handler.getPackageName(), name));
	}

	/** Whatever its conditions. */
	@Override
	protected boolean isCandidateComponent(MetadataReader reader) throws IOException {
		return COMMAND_HANDLER.match(reader, getMetadataReaderFactory())
				|| QUERY_HANDLER.match(reader, getMetadataReaderFactory());
	}

	@Override
	protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
		return true;
	}

}
