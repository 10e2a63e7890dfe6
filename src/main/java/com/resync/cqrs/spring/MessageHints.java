package com.resync.cqrs.spring;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.Message;
import com.resync.cqrs.QueryHandler;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.metadata.BeanDescriptor;
import jakarta.validation.metadata.CascadableDescriptor;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ContainerElementTypeDescriptor;
import jakarta.validation.metadata.ElementDescriptor;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Registers reflection hints for native images: properties and results of messages, and
 * the validators of their constraints. Spring does so for beans and controllers only.
 */
class MessageHints implements BeanFactoryInitializationAotProcessor {

	@Override
	public BeanFactoryInitializationAotContribution processAheadOfTime(ConfigurableListableBeanFactory beanFactory) {
		Set<Class<?>> types = new MessageTypeScanner(beanFactory).scan(List.of());
		Stream.of(CommandHandler.class, QueryHandler.class)
			.forEach((kind) -> BeanLookup.names(beanFactory, kind, false).forEach((name) -> {
				BeanDefinition definition = BeanLookup.definition(beanFactory, name);
				Class<?> type = (definition != null) ? HandlerType.messageType(definition.getResolvableType(), kind)
						: null;
				if (type != null) {
					types.add(type);
				}
			}));
		return (context, code) -> register(types, context.getRuntimeHints().reflection());
	}

	private static void register(Set<Class<?>> types, ReflectionHints hints) {
		BindingReflectionHintsRegistrar registrar = new BindingReflectionHintsRegistrar();
		types.forEach((type) -> {
			registrar.registerReflectionHints(hints, type);
			registerResult(registrar, hints, ResolvableType.forClass(type).as(Message.class).getGeneric());
		});
		if (ClassUtils.isPresent("jakarta.validation.Validation", MessageHints.class.getClassLoader())) {
			Constraints.register(types, hints);
		}
	}

	private static void registerResult(BindingReflectionHintsRegistrar registrar, ReflectionHints hints,
			ResolvableType result) {
		registrar.registerReflectionHints(hints, result.toClass());
		Stream.of(result.getGenerics()).forEach((generic) -> registerResult(registrar, hints, generic));
	}

	/** Loaded only if Jakarta Validation is present. */
	private static final class Constraints {

		static void register(Set<Class<?>> types, ReflectionHints hints) {
			try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
				Set<Class<?>> visited = new LinkedHashSet<>();
				types.forEach((type) -> registerBean(factory.getValidator(), type, visited, hints));
			}
		}

		private static void registerBean(Validator validator, Class<?> type, Set<Class<?>> visited,
				ReflectionHints hints) {
			if (!visited.add(type)) {
				return;
			}
			BeanDescriptor bean = validator.getConstraintsForClass(type);
			if (bean.isBeanConstrained()) {
				hints.registerType(type, MemberCategory.ACCESS_DECLARED_FIELDS, MemberCategory.INVOKE_DECLARED_METHODS);
			}
			registerConstraints(bean, hints);
			bean.getConstrainedProperties()
				.forEach((property) -> registerElement(validator, property,
						property.getConstrainedContainerElementTypes(), visited, hints));
		}

		private static <E extends ElementDescriptor & CascadableDescriptor> void registerElement(Validator validator,
				E element, Set<ContainerElementTypeDescriptor> contained, Set<Class<?>> visited,
				ReflectionHints hints) {
			registerConstraints(element, hints);
			if (element.isCascaded()) {
				registerBean(validator, element.getElementClass(), visited, hints);
			}
			contained.forEach((inner) -> registerElement(validator, inner, inner.getConstrainedContainerElementTypes(),
					visited, hints));
		}

		private static void registerConstraints(ElementDescriptor element, ReflectionHints hints) {
			element.getConstraintDescriptors().forEach((constraint) -> registerConstraint(constraint, hints));
		}

		private static void registerConstraint(ConstraintDescriptor<?> constraint, ReflectionHints hints) {
			constraint.getConstraintValidatorClasses()
				.forEach((type) -> hints.registerType(type, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS));
			constraint.getComposingConstraints().forEach((composing) -> registerConstraint(composing, hints));
		}

	}

}
