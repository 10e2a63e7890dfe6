package com.resync.cqrs.spring;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.Query;
import com.resync.cqrs.QueryHandler;
import com.resync.cqrs.idempotency.IdempotencyAutoConfiguration;
import com.resync.cqrs.interceptor.InterceptorsAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dispatcher with only {@code spring-boot-starter} on the class path.
 */
class StarterOnlyTests {

	private static final Pattern STARTER = Pattern.compile(
			"classes|test-classes|spring-(core|beans|context|aop|expression)-\\d.*|spring-boot(-autoconfigure)?-\\d.*"
					+ "|(jspecify|commons-logging|micrometer-(observation|commons)|slf4j-api|logback-\\w+)-\\d.*");

	private static final String[] OPTIONAL = { "org.springframework.boot.actuate", "org.springframework.transaction",
			"org.springframework.dao", "org.springframework.jdbc", "jakarta.validation", "tools.jackson",
			"io.micrometer.core", "com.github.benmanes.caffeine", "org.springframework.security" };

	@Test
	void applicationStartsAndDispatches() throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(starter(), ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(loader);
			assertThat(loader.loadClass(Application.class.getName()).getMethod("run").invoke(null))
				.isEqualTo("Hello Ada");
		}
		catch (InvocationTargetException ex) {
			throw new AssertionError(ex.getCause());
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	@Test
	void autoConfigurationsBackOffWithoutTheirClasses() {
		new ApplicationContextRunner().withClassLoader(new FilteredClassLoader(OPTIONAL))
			.withUserConfiguration(Application.class)
			.run((context) -> assertThat(context.getBean(Dispatcher.class).dispatch(new Greet("Ada")))
				.isEqualTo("Hello Ada"));
	}

	private static URL[] starter() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(File::new)
			.filter((file) -> STARTER.matcher(file.getName()).matches())
			.map(File::toURI)
			.map(StarterOnlyTests::url)
			.toArray(URL[]::new);
	}

	private static URL url(URI uri) {
		try {
			return uri.toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	record Greet(String name) implements Query<String> {
	}

	static class GreetHandler implements QueryHandler<Greet, String> {

		@Override
		public String handle(Greet query) {
			return "Hello " + query.name();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(GreetHandler.class)
	@ImportAutoConfiguration({ CqrsAutoConfiguration.class, InterceptorsAutoConfiguration.class,
			IdempotencyAutoConfiguration.class })
	public static class Application {

		public static String run() {
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
				.bannerMode(Banner.Mode.OFF)
				.properties("spring.config.location=optional:classpath:/none/")
				.run()) {
				return context.getBean(Dispatcher.class).dispatch(new Greet("Ada"));
			}
		}

	}

}
