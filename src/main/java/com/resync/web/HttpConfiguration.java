package com.resync.web;

import java.util.List;

import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import org.apache.catalina.Pipeline;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;

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

	/**
	 * The connector that needs the fewest system calls for a request, with the threads
	 * that serve requests.
	 */
	@Bean
	@ConditionalOnThreading(Threading.PLATFORM)
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> connector(RequestExecutor executor) {
		return (factory) -> {
			factory.setProtocol(LingeringHttp11Protocol.class.getName());
			factory.addProtocolHandlerCustomizers((handler) -> handler.setExecutor(executor));
		};
	}

	/** Four for each processor, or as many as are to be spare. */
	@Bean
	@ConditionalOnThreading(Threading.PLATFORM)
	RequestExecutor requestExecutor(TomcatServerProperties properties) {
		int threads = Math.max(4 * Runtime.getRuntime().availableProcessors(), properties.getThreads().getMinSpare());
		return new RequestExecutor(threads, properties.getThreads().getMax());
	}

	@Bean
	@ConditionalOnThreading(Threading.PLATFORM)
	ExecutorServiceMetrics requestExecutorMetrics(RequestExecutor executor) {
		return new ExecutorServiceMetrics(executor, "requests", List.of());
	}

	/**
	 * {@code DispatcherServlet} does what this filter of Spring Boot's would do before.
	 */
	@Bean
	FilterRegistrationBean<RequestContextFilter> noRequestContextFilter() {
		FilterRegistrationBean<RequestContextFilter> filter = new FilterRegistrationBean<>(new RequestContextFilter());
		filter.setEnabled(false);
		return filter;
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
