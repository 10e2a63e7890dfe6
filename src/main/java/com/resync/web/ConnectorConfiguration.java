package com.resync.web;

import java.util.List;

import javax.sql.DataSource;

import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The connector that needs the fewest system calls for a request, and the threads that
 * serve requests; unless virtual ones are asked for.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnThreading(Threading.PLATFORM)
class ConnectorConfiguration {

	/**
	 * In bytes of the heap: what Tomcat keeps for an idle connection, its buffers above
	 * all.
	 */
	private static final long CONNECTION = 20_000;

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> connector(RequestExecutor executor,
			TomcatServerProperties properties) {
		return (factory) -> {
			factory.setProtocol(LingeringHttp11Protocol.class.getName());
			factory.addProtocolHandlerCustomizers((LingeringHttp11Protocol handler) -> {
				handler.setExecutor(executor);
				handler.setMaxConnections((int) Math.min(properties.getMaxConnections(),
						Runtime.getRuntime().maxMemory() / 8 / CONNECTION));
			});
		};
	}

	/**
	 * One more than there are processors, and many more where threads wait for a
	 * database.
	 */
	@Bean
	RequestExecutor requestExecutor(TomcatServerProperties properties, ObjectProvider<DataSource> database) {
		int processors = Runtime.getRuntime().availableProcessors();
		boolean waiting = database.stream().findAny().isPresent();
		return new RequestExecutor(waiting ? Math.max(4 * processors, 10) : processors + 1,
				properties.getThreads().getMax());
	}

	@Bean
	ExecutorServiceMetrics requestExecutorMetrics(RequestExecutor executor) {
		return new ExecutorServiceMetrics(executor, "requests", List.of());
	}

}
