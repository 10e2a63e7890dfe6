package com.resync.cqrs.spring;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import com.resync.cqrs.Message;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Finds the concrete message types in the application's packages. What a
 * {@link TypeExcludeFilter} leaves out of component scanning, such as what belongs to a
 * test class or not to a test slice, is left out here too, and so is a message with a
 * {@code @Conditional} or {@code @Profile} of its own that does not match; one whose
 * handler alone has that is still taken to need a handler.
 */
class MessageTypeScanner extends ClassPathScanningCandidateComponentProvider {

	private final ConfigurableListableBeanFactory beanFactory;

	MessageTypeScanner(ConfigurableListableBeanFactory beanFactory) {
		super(false);
		this.beanFactory = beanFactory;
		TypeExcludeFilter excluded = new TypeExcludeFilter();
		excluded.setBeanFactory(beanFactory);
		addExcludeFilter(excluded);
		addIncludeFilter(new AssignableTypeFilter(Message.class));
	}

	Set<Class<?>> scan() {
		List<String> packages = AutoConfigurationPackages.has(this.beanFactory)
				? AutoConfigurationPackages.get(this.beanFactory) : List.of();
		Set<Class<?>> types = new LinkedHashSet<>();
		for (String name : packages) {
			findCandidateComponents(name).forEach((candidate) -> types.add(load(candidate.getBeanClassName())));
		}
		return types;
	}

	private Class<?> load(@Nullable String className) {
		return ClassUtils.resolveClassName(Objects.requireNonNull(className), this.beanFactory.getBeanClassLoader());
	}

	@Override
	protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
		return definition.getMetadata().isConcrete();
	}

}
