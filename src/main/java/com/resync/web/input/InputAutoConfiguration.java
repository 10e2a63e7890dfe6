package com.resync.web.input;

import java.util.List;

import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.support.ConfigurableWebBindingInitializer;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Makes the reading of requests stricter than the properties under {@code spring.jackson}
 * and {@code spring.mvc} can. An auto-configuration, so that the test slices
 * {@code @JsonTest} and {@code @WebMvcTest} have it too.
 */
@AutoConfiguration
@EnableConfigurationProperties(BodyProperties.class)
public class InputAutoConfiguration implements WebMvcConfigurer {

	/** A body is UTF-8, whatever its first bytes look like. */
	@Bean
	JsonFactoryBuilderCustomizer noCharsetDetection() {
		return (builder) -> builder.disable(TokenStreamFactory.Feature.CHARSET_DETECTION);
	}

	/** A number or a boolean is no text, and an empty text no other value. */
	@Bean
	JsonMapperBuilderCustomizer noCoercion() {
		return (builder) -> builder
			.withCoercionConfigDefaults(
					(config) -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
			.withCoercionConfig(LogicalType.Textual,
					(config) -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new HeaderArguments());
	}

	/**
	 * Reads parameters in their {@link ParameterForm}. Uses editors, since Spring falls
	 * back to its own lenient ones if a converter fails, and not an {@code @InitBinder}
	 * method, which Spring calls by reflection for each parameter.
	 */
	@Bean
	SmartInitializingSingleton strictParameters(ObjectProvider<RequestMappingHandlerAdapter> adapters) {
		return () -> adapters.forEach((adapter) -> {
			if (adapter.getWebBindingInitializer() instanceof ConfigurableWebBindingInitializer initializer) {
				initializer.setPropertyEditorRegistrar(ParameterForm::register);
			}
		});
	}

}
