package com.resync.cqrs.spring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Objects;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.HandlerFaultsException;
import com.resync.cqrs.Query;
import com.resync.cqrs.QueryHandler;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Handlers behind proxies and from other class loaders.
 */
class ProxiedHandlerTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CqrsAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatAProxiedHandlerThrowsArrivesAsItWasThrown(boolean classProxy) {
		for (Throwable thrown : new Throwable[] { new IOException(), new IllegalStateException(),
				new AssertionError() }) {
			this.contexts.withBean("handler", CommandHandler.class, () -> proxy(classProxy, thrown))
				.run((context) -> assertThatThrownBy(() -> context.getBean(Dispatcher.class).dispatch(new Ping("x")))
					.isSameAs(thrown));
		}
	}

	@Test
	void lazyProxiedHandlerThrowsAsIsToo() {
		IOException thrown = new IOException();
		this.contexts
			.withBean("handler", PingHandler.class, () -> (PingHandler) proxy(true, thrown),
					(definition) -> definition.setLazyInit(true))
			.run((context) -> assertThatThrownBy(() -> context.getBean(Dispatcher.class).dispatch(new Ping("x")))
				.isSameAs(thrown));
	}

	@Test
	void whatOnlyLooksAsIfAProxyHadWrappedItArrivesAsItWasThrown() {
		for (Throwable cause : new Throwable[] { new IOException(), new IllegalStateException() }) {
			RuntimeException thrown = new UndeclaredThrowableException(cause);
			this.contexts
				.withBean("handler", PingHandler.class, () -> throwing(thrown),
						(definition) -> definition.setLazyInit(true))
				.run((context) -> assertThatThrownBy(() -> context.getBean(Dispatcher.class).dispatch(new Ping("x")))
					.isSameAs(thrown));
		}
	}

	private static PingHandler throwing(RuntimeException thrown) {
		return new PingHandler() {

			@Override
			public String handle(Ping command) {
				throw thrown;
			}

		};
	}

	@Test
	void whatAQueryHandlerBehindAPlainJdkProxyThrowsArrivesAsItWasThrown() {
		IOException thrown = new IOException();
		QueryHandler<?, ?> proxy = (QueryHandler<?, ?>) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { CountHandler.class }, (instance, method, arguments) -> {
					throw thrown;
				});
		for (boolean lazy : new boolean[] { false, true }) {
			this.contexts
				.withBean("handler", CountHandler.class, () -> (CountHandler) proxy,
						(definition) -> definition.setLazyInit(lazy))
				.run((context) -> assertThatThrownBy(() -> context.getBean(Dispatcher.class).dispatch(new Count()))
					.isSameAs(thrown));
		}
	}

	private static CommandHandler<?, ?> proxy(boolean classProxy, Throwable thrown) {
		ProxyFactory factory = new ProxyFactory(new PingHandler());
		factory.setProxyTargetClass(classProxy);
		factory.addAdvice((MethodInterceptor) (invocation) -> {
			if (invocation.getMethod().getName().equals("handle")) {
				throw thrown;
			}
			return invocation.proceed();
		});
		return (CommandHandler<?, ?>) factory.getProxy();
	}

	@Test
	void classesOfTheSameNameFromAnotherLoaderAreOtherMessages() throws Exception {
		ClassLoader loader = new ReloadingClassLoader();
		Class<?> reloaded = loader.loadClass(Ping.class.getName());
		try (GenericApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.setClassLoader(loader);
			context.registerBean("handler", loader.loadClass(PingHandler.class.getName()));
			((AnnotationConfigApplicationContext) context).register(CqrsAutoConfiguration.class);
			context.refresh();
			Dispatcher dispatcher = context.getBean(Dispatcher.class);
			Object message = ReflectionUtils.accessibleConstructor(reloaded, String.class).newInstance("x");
			assertThat((Object) dispatcher.dispatch((Command<?>) message)).isEqualTo("pong x");
			assertThatExceptionOfType(HandlerFaultsException.class).isThrownBy(() -> dispatcher.dispatch(new Ping("x")))
				.withMessageContaining("has no handler, only a class of this name of another class loader has one");
		}
	}

	record Count() implements Query<Integer> {
	}

	interface CountHandler extends QueryHandler<Count, Integer> {

	}

	record Ping(String text) implements Command<String> {
	}

	static class PingHandler implements CommandHandler<Ping, String> {

		@Override
		public String handle(Ping command) {
			return "pong " + command.text();
		}

	}

	/** Loads the message and the handler anew, as a restart in the same JVM does. */
	static class ReloadingClassLoader extends ClassLoader {

		ReloadingClassLoader() {
			super(ProxiedHandlerTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (!name.startsWith(ProxiedHandlerTests.class.getName())) {
				return super.loadClass(name, resolve);
			}
			Class<?> loaded = findLoadedClass(name);
			return (loaded != null) ? loaded : define(name);
		}

		private Class<?> define(String name) throws ClassNotFoundException {
			try (InputStream in = Objects.requireNonNull(getResourceAsStream(name.replace('.', '/') + ".class"))) {
				ByteArrayOutputStream bytes = new ByteArrayOutputStream();
				in.transferTo(bytes);
				return defineClass(name, bytes.toByteArray(), 0, bytes.size());
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
