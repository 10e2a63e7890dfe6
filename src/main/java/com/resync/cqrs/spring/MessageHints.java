package com.resync.cqrs.spring;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import com.resync.cqrs.Message;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.metadata.BeanDescriptor;
import jakarta.validation.metadata.CascadableDescriptor;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ContainerDescriptor;
import jakarta.validation.metadata.ElementDescriptor;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
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
		Set<Class<?>> types = new MessageTypeScanner(beanFactory, List.of()).scan();
		new TableBeans(beanFactory).handlers()
			.map(HandlerBean::declaredMessageType)
			.filter(Objects::nonNull)
			.forEach(types::add);
		return (context, code) -> register(types, context.getRuntimeHints().reflection());
	}

	private static void register(Set<Class<?>> types, ReflectionHints hints) {
		types.forEach((type) -> {
			bind(ResolvableType.forClass(type), hints);
			bind(ResolvableType.forClass(type).as(Message.class).getGeneric(), hints);
		});
		if (ClassUtils.isPresent("jakarta.validation.Validation", MessageHints.class.getClassLoader())) {
			Constraints.register(types, hints);
		}
	}

	private static void bind(ResolvableType type, ReflectionHints hints) {
		new BindingReflectionHintsRegistrar().registerReflectionHints(hints, type.toClass());
		Stream.of(type.getGenerics()).forEach((generic) -> bind(generic, hints));
	}

	/** Loaded only if Jakarta Validation is present. */
	private record Constraints(Validator validator, ReflectionHints hints, Set<Class<?>> visited) {

		static void register(Set<Class<?>> types, ReflectionHints hints) {
			try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
				types.forEach(new Constraints(factory.getValidator(), hints, new HashSet<>())::registerBean);
			}
		}

		private void registerBean(Class<?> type) {
			if (!this.visited.add(type)) {
				return;
			}
			BeanDescriptor bean = this.validator.getConstraintsForClass(type);
			if (bean.isBeanConstrained()) {
				this.hints.registerType(type, MemberCategory.ACCESS_DECLARED_FIELDS,
						MemberCategory.INVOKE_DECLARED_METHODS);
			}
			bean.getConstraintDescriptors().forEach(this::registerConstraint);
			bean.getConstrainedProperties().forEach(this::registerElement);
		}

		private <E extends ElementDescriptor & CascadableDescriptor & ContainerDescriptor> void registerElement(
				E element) {
			element.getConstraintDescriptors().forEach(this::registerConstraint);
			if (element.isCascaded()) {
				registerBean(element.getElementClass());
			}
			element.getConstrainedContainerElementTypes().forEach(this::registerElement);
		}

		private void registerConstraint(ConstraintDescriptor<?> constraint) {
			constraint.getConstraintValidatorClasses()
				.forEach((type) -> this.hints.registerType(type, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS));
			constraint.getComposingConstraints().forEach(this::registerConstraint);
		}

	}

}
