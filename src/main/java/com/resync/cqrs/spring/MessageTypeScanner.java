package com.resync.cqrs.spring;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.resync.cqrs.Message;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Finds the concrete message types in the application's packages. Leaves out what a
 * {@link TypeExcludeFilter} excludes from component scanning, such as classes nested in
 * tests, and messages whose own {@code @Conditional} or {@code @Profile} does not match.
 * A condition on the handler alone does not count.
 */
class MessageTypeScanner extends ClassPathScanningCandidateComponentProvider {

	/** Where Maven, Gradle, Eclipse and IntelliJ IDEA write the classes of tests. */
	private static final Pattern TEST_OUTPUT = Pattern
		.compile(".*/(target/test-classes|build/classes/\\w+/\\w*[tT]est\\w*|bin/test|out/test/[^/]+)/");

	private final List<String> ownPackages;

	private final List<String> otherPackages;

	private final @Nullable ClassLoader classLoader;

	MessageTypeScanner(ConfigurableListableBeanFactory beanFactory, List<String> otherPackages) {
		super(false);
		this.ownPackages = AutoConfigurationPackages.has(beanFactory) ? AutoConfigurationPackages.get(beanFactory)
				: List.of();
		this.otherPackages = otherPackages;
		this.classLoader = beanFactory.getBeanClassLoader();
		TypeExcludeFilter excluded = new TypeExcludeFilter();
		excluded.setBeanFactory(beanFactory);
		addExcludeFilter(excluded);
		addIncludeFilter(new AssignableTypeFilter(Message.class));
	}

	List<String> packages() {
		return Stream.concat(this.ownPackages.stream(), this.otherPackages.stream()).toList();
	}

	/**
	 * The message types in the application's own packages, without those of its tests,
	 * and all in other packages.
	 */
	Set<Class<?>> scan() {
		return Stream.concat(find(this.ownPackages).filter((found) -> !isCompiledTest(found)), find(this.otherPackages))
			.map((found) -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), this.classLoader))
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private Stream<BeanDefinition> find(List<String> packages) {
		return packages.stream().flatMap((name) -> findCandidateComponents(name).stream());
	}

	private static boolean isCompiledTest(BeanDefinition candidate) {
		String path = String.valueOf(candidate.getBeanClassName()).replace('.', '/') + ".class";
		String location = String.valueOf(candidate.getResourceDescription()).replace('\\', '/');
		return TEST_OUTPUT.matcher(location.substring(0, Math.max(0, location.lastIndexOf(path)))).matches();
	}

	@Override
	protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
		return definition.getMetadata().isConcrete();
	}

}
