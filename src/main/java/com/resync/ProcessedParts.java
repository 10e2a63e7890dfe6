package com.resync;

import java.util.Set;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Stops the start if Spring AOT processed the application for other optional parts than
 * are configured now: what was left out then cannot be added at run time.
 */
class ProcessedParts implements BeanFactoryPostProcessor {

	private final Set<String> processed;

	ProcessedParts(Set<String> processed) {
		this.processed = processed;
	}

	/**
	 * Compares the parts.
	 * @throws MisconfiguredException if others are configured
	 */
	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		Set<String> configured = Configured.parts(beanFactory.getBean(Environment.class));
		if (!configured.equals(this.processed)) {
			throw new MisconfiguredException(
					"Spring AOT processed this application with the parts %s, but the settings now ask for %s"
						.formatted(this.processed, configured),
					"Process it again with the settings that it will run with.");
		}
	}

	/** Without Spring AOT, this runs at each start, so both sets are the same. */
	record Registrar(Environment environment) implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
			registry.registerBeanDefinition("processedParts",
					BeanDefinitionBuilder.rootBeanDefinition(ProcessedParts.class)
						.addConstructorArgValue(Configured.parts(this.environment))
						.getBeanDefinition());
		}

	}

}
