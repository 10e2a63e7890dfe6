package com.resync.cqrs.spring;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.List;

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
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Looks for handler classes that are not beans, to report why a message has no handler.
 * Scans only when a handler is missing.
 */
final class UnregisteredHandlers extends ClassPathScanningCandidateComponentProvider {

	private final List<String> packages;

	UnregisteredHandlers(List<String> packages) {
		super(false);
		this.packages = packages;
	}

	/** Adds the class that could be the missing handler, if there is one. */
	Fault explain(Class<?> messageType, Fault missing) {
		return this.packages.stream()
			.flatMap((name) -> findCandidateComponents(name).stream())
			.map((found) -> String.valueOf(found.getBeanClassName()))
			.<Class<?>>map((name) -> ClassUtils.resolveClassName(name, messageType.getClassLoader()))
			.filter((handler) -> handles(handler, CommandHandler.class, messageType)
					|| handles(handler, QueryHandler.class, messageType))
			.findFirst()
			.map((handler) -> reason(missing.description() + ": " + handler.getName() + " handles it but ", handler))
			.orElse(missing);
	}

	private static boolean handles(Class<?> handler, Class<?> kind, Class<?> messageType) {
		Class<?> handled = HandlerBean.messageType(ResolvableType.forClass(handler), kind);
		return handled != null && handled.isAssignableFrom(messageType);
	}

	private static Fault reason(String found, Class<?> handler) {
		String name = handler.getSimpleName();
		if (Modifier.isAbstract(handler.getModifiers())) {
			return new Fault(found + "is abstract", "Register a concrete subclass of %s.".formatted(name));
		}
		if (ClassUtils.isInnerClass(handler)) {
			return new Fault(found + "is an inner class, which needs an instance of the one around it",
					"Make %s static.".formatted(name));
		}
		if (!AnnotatedElementUtils.hasAnnotation(handler, Component.class)) {
			return new Fault(found + "is not a bean",
					"Annotate %s with @Component, or declare it as a @Bean.".formatted(name));
		}
		if (AnnotatedElementUtils.hasAnnotation(handler, Conditional.class)) {
			return new Fault(found + "its conditions, such as a profile, do not match",
					"Change the conditions of %s, or give its message the same ones.".formatted(name));
		}
		return new Fault(found + "is not found by component scanning",
				"Scan %s for components, or import %s.".formatted(handler.getPackageName(), name));
	}

	/** Whatever its conditions. */
	@Override
	protected boolean isCandidateComponent(MetadataReader reader) throws IOException {
		return new AssignableTypeFilter(CommandHandler.class).match(reader, getMetadataReaderFactory())
				|| new AssignableTypeFilter(QueryHandler.class).match(reader, getMetadataReaderFactory());
	}

	@Override
	protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
		return true;
	}

}
