package com.resync.web;

import java.util.Set;

import com.resync.web.problem.FilterExceptions;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * Gives a separate management port the same problems and headers as the main port.
 * Registered in {@code META-INF/spring}, not by an annotation, since scanning would also
 * find it for the main port.
 */
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
@Import(ForwardedHeaders.class)
class ManagementPort {

	/** Without error pages, {@code ProblemValve} writes every refusal. */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementServer(JsonMapper mapper) {
		return (factory) -> {
			ServerConfiguration.customize(factory, mapper);
			factory.setErrorPages(Set.of());
		};
	}

	@Bean
	FilterExceptions managementFilterExceptions(ApplicationContext context) {
		return new FilterExceptions((context.getParent() != null) ? context.getParent() : context);
	}

	@Bean
	SmartInitializingSingleton managementCorsProblems(ObjectProvider<AbstractHandlerMapping> mappings) {
		return CrossOriginConfiguration.corsProblems(mappings);
	}

}
