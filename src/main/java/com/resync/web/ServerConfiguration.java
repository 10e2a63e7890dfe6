package com.resync.web;

import com.resync.web.problem.ProblemValve;
import org.apache.catalina.Pipeline;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.UpgradeProtocol;
import org.apache.coyote.http2.Http2Protocol;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Configures Tomcat beyond the properties of {@code server.tomcat}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ShutdownProperties.class)
class ServerConfiguration {

	/**
	 * The maximum number of languages in an {@code Accept-Language}; the head of a
	 * request is too small for as many. If there are more, Tomcat throws at the first use
	 * of the locale. Spring Boot has no property for the limit.
	 */
	private static final int LOCALES = 10_000;

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> valves(JsonMapper mapper) {
		return (factory) -> customize(factory, mapper);
	}

	static void customize(TomcatServletWebServerFactory factory, JsonMapper mapper) {
		factory.addContextCustomizers((context) -> {
			Pipeline pipeline = context.getParent().getPipeline();
			pipeline.addValve(new HeadersValve());
			pipeline.addValve(new ProblemValve(mapper));
		});
		factory.addConnectorCustomizers((connector) -> {
			connector.setMaxLocaleCount(LOCALES);
			connector.setAllowTrace(true); // ProblemValve refuses it.
			// In place of Spring's FormContentFilter, which reads forms of any size.
			connector.setParseBodyMethods("POST,PUT,PATCH,DELETE");
			for (UpgradeProtocol protocol : connector.findUpgradeProtocols()) {
				if (protocol instanceof Http2Protocol http2
						&& connector.getProtocolHandler() instanceof AbstractProtocol<?> http1) {
					// Tomcat takes the last small part of a large body for an attack.
					http2.setOverheadDataThreshold(0);
					http2.setStreamReadTimeout(http1.getConnectionTimeout());
				}
			}
		});
	}

	/** Not found by scanning, which would make it part of test slices. */
	@Bean
	Drain drain(ApplicationContext context, ShutdownProperties properties) {
		return new Drain(context, properties);
	}

	/**
	 * Looks up the handlers of controllers before those of the actuator, whose order is
	 * -100. Measured, a {@code POST} takes a tenth more processor time if those are
	 * compared with each request first. No property changes the order.
	 */
	@Bean
	SmartInitializingSingleton controllersFirst(
			@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> controllers) {
		return () -> controllers.ifAvailable((mapping) -> mapping.setOrder(-101));
	}

}
