package com.resync.web;

import org.apache.catalina.Pipeline;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the manners that stand before Spring MVC into the servlet container.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ HttpProperties.class, ShutdownProperties.class })
class HttpConfiguration {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> valves(ProblemWriter problems) {
		return (factory) -> factory.addContextCustomizers((context) -> {
			Pipeline pipeline = context.getParent().getPipeline();
			pipeline.addValve(new ResponseHeadersValve(context.getPath()));
			pipeline.addValve(new ProblemValve(problems));
		});
	}

	@Bean
	@ConditionalOnProperty(TraceFilter.ENDPOINT)
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> traceValve() {
		return (factory) -> factory.addEngineValves(new TraceValve());
	}

	@Bean
	@ConditionalOnBooleanProperty("resync.http.access-log")
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> accessLogValve() {
		return (factory) -> factory.addEngineValves(new AccessLogValve());
	}

}
