package com.resync.cqrs.spring;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

import com.example.unregistered.Unregistered;
import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.HandlerFaultsException;
import com.resync.cqrs.Interceptor;
import com.resync.cqrs.Query;
import com.resync.cqrs.QueryHandler;
import com.resync.cqrs.Route;
import com.resync.cqrs.interceptor.InterceptorsAutoConfiguration;
import com.resync.cqrs.spring.HandlerRegistrationTests.Missing.UnhandledCommand;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class HandlerRegistrationTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class, InterceptorsAutoConfiguration.class,
				CqrsAutoConfiguration.class))
		.withPropertyValues("resync.cqrs.retry=false")
		.withAllowCircularReferences(false);

	@Test
	void handlersOfEveryFormAreRegisteredByTheirGenericType() {
		assertHandles(PingHandler.class);
		assertHandles(NestedHandler.class);
		assertHandles(LambdaConfiguration.class);
		assertHandles(MethodReferenceConfiguration.class);
		assertHandles(AnonymousConfiguration.class);
		assertHandles(PingFactoryBean.class);
		assertHandles(GenericBeanConfiguration.class);
		assertHandles(JdkProxyConfiguration.class);
		assertHandles(WildcardConfiguration.class);
		assertHandles(ScopedProxyConfiguration.class);
	}

	private void assertHandles(Class<?> configuration) {
		this.contexts.withUserConfiguration(configuration).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Dispatcher.class).dispatch(new Ping("x"))).as(configuration.getSimpleName())
				.isEqualTo("pong x");
		});
	}

	@Test
	void handlerBehindAProxyOfSpringsIsRegistered() {
		this.contexts.withUserConfiguration(ValidatedHandler.class).run((context) -> {
			assertThat(AopUtils.isCglibProxy(context.getBean(ValidatedHandler.class))).isTrue();
			assertThat(context.getBean(Dispatcher.class).dispatch(new Ping("x"))).isEqualTo("pong x");
		});
	}

	@Test
	void instanceIsRegisteredByItsClass() {
		this.contexts
			.withInitializer((context) -> context.getBeanFactory().registerSingleton("instance", new PingHandler()))
			.run((context) -> assertThat(context.getBean(Dispatcher.class).dispatch(new Ping("x")))
				.isEqualTo("pong x"));
	}

	@Test
	void handlerInTheParentContextIsRegistered() {
		try (GenericApplicationContext parent = new GenericApplicationContext()) {
			parent.registerBean(PingHandler.class);
			parent.refresh();
			this.contexts.withParent(parent)
				.run((context) -> assertThat(context.getBean(Dispatcher.class).dispatch(new Ping("x")))
					.isEqualTo("pong x"));
		}
	}

	@Test
	void childContextOfOneWithADispatcherHasItsOwn() {
		this.contexts.withUserConfiguration(PingHandler.class)
			.run((parent) -> this.contexts.withParent(parent)
				.withUserConfiguration(NestingHandler.class)
				.run((child) -> {
					assertThat(child.getBean(Dispatcher.class).dispatch(new Twice())).isEqualTo(6);
					assertThat(parent.getBean(SpringDispatcher.class).table().routes()).hasSize(1);
				}));
	}

	@Test
	void oneInterceptorMayHaveTwoNames() {
		PassingOn interceptor = new PassingOn();
		this.contexts.withBean("a", Interceptor.class, () -> interceptor)
			.withBean("b", Interceptor.class, () -> interceptor)
			.run((context) -> assertThat(context.getBean(SpringDispatcher.class).table().interceptors())
				.containsExactly("messageValidation", "a", "b"));
	}

	@Test
	void faultsAreReportedAtTheStartOfAnApplication(CapturedOutput output) {
		SpringApplication application = new SpringApplication(PingHandler.class, LambdaConfiguration.class,
				CqrsAutoConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatExceptionOfType(HandlerFaultsException.class).isThrownBy(application::run);
		assertThat(output).contains("APPLICATION FAILED TO START", Ping.class.getName() + " has 2 handlers: ",
				"Keep one of them");
	}

	@Test
	void oneBeanMayHandleACommandAndAQuery() {
		this.contexts.withUserConfiguration(BothHandler.class).run((context) -> {
			Dispatcher dispatcher = context.getBean(Dispatcher.class);
			assertThat(dispatcher.dispatch(new Ping("x"))).isEqualTo("pong x");
			assertThat(dispatcher.dispatch(new Count())).isEqualTo(1);
		});
	}

	@Test
	void lazyHandlerIsCreatedByItsFirstMessage() {
		LazyConfiguration.CREATED.set(0);
		this.contexts.withUserConfiguration(LazyConfiguration.class).run((context) -> {
			assertThat(context.getBean(SpringDispatcher.class).table().routes()).hasSize(1);
			assertThat(LazyConfiguration.CREATED).hasValue(0);
			context.getBean(Dispatcher.class).dispatch(new Ping("x"));
			context.getBean(Dispatcher.class).dispatch(new Ping("x"));
			assertThat(LazyConfiguration.CREATED).hasValue(1);
		});
	}

	@Test
	void prototypeHandlerIsCreatedByEachMessage() {
		PrototypeConfiguration.CREATED.set(0);
		this.contexts.withUserConfiguration(PrototypeConfiguration.class).run((context) -> {
			int before = PrototypeConfiguration.CREATED.get();
			context.getBean(Dispatcher.class).dispatch(new Ping("x"));
			context.getBean(Dispatcher.class).dispatch(new Ping("x"));
			assertThat(PrototypeConfiguration.CREATED).hasValue(before + 2);
		});
	}

	@Test
	void handlerMayHaveTheDispatcherAsAConstructorArgument() {
		this.contexts.withUserConfiguration(PingHandler.class, NestingHandler.class)
			.run((context) -> assertThat(context.getBean(Dispatcher.class).dispatch(new Twice())).isEqualTo(6));
	}

	@Test
	void twoHandlersOfOneMessageStopTheStart() {
		this.contexts.withUserConfiguration(PingHandler.class, LambdaConfiguration.class)
			.run((context) -> assertThat(analysis(context.getStartupFailure()).getDescription()).contains(
					Ping.class.getName() + " has 2 handlers: ",
					"handlerRegistrationTests.PingHandler (" + PingHandler.class.getName() + ")", "lambda (",
					"LambdaConfiguration", "lambda())"));
	}

	@Test
	void primaryHandlerIsPreferredAndAFallbackIsNot() {
		this.contexts.withUserConfiguration(LambdaConfiguration.class, PrimaryConfiguration.class)
			.run((context) -> assertThat(context.getBean(Dispatcher.class).dispatch(new Ping("x")))
				.isEqualTo("primary"));
		this.contexts.withUserConfiguration(FallbackConfiguration.class, LambdaConfiguration.class)
			.run((context) -> assertThat(context.getBean(Dispatcher.class).dispatch(new Ping("x")))
				.isEqualTo("pong x"));
		this.contexts.withUserConfiguration(FallbackConfiguration.class)
			.run((context) -> assertThat(context.getBean(Dispatcher.class).dispatch(new Ping("x")))
				.isEqualTo("fallback"));
	}

	@Test
	void resultThatIsCompleteOnlyLaterStopsTheStart() {
		this.contexts.withUserConfiguration(AsynchronousConfiguration.class)
			.run((context) -> assertThat(analysis(context.getStartupFailure()).getDescription()).contains(
					Later.class.getName() + " has the result type java.util.concurrent.CompletableFuture",
					Published.class.getName() + " has the result type java.util.concurrent.Flow$Publisher"));
	}

	@Test
	void queryDispatchesNoCommandWithoutADatabaseEither() {
		this.contexts.withUserConfiguration(PingHandler.class, WritingQueryHandler.class).run((context) -> {
			Dispatcher dispatcher = context.getBean(Dispatcher.class);
			assertThatIllegalStateException().isThrownBy(() -> dispatcher.dispatch(new Count()))
				.withMessageStartingWith(Ping.class.getName() + " was dispatched inside a query");
			assertThat(dispatcher.dispatch(new Ping("x"))).isEqualTo("pong x");
		});
	}

	@Test
	void handlersWhoseMessageTypeCannotBeToldStopTheStartByName() {
		this.contexts.withUserConfiguration(UntellableConfiguration.class, RawHandler.class).run((context) -> {
			FailureAnalysis analysis = analysis(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("'wildcard' (", "'bounded' (", "'boxed' (",
					"'boxedNumber' (", "'boxedSuper' (", "'lazy' (", "'handlerRegistrationTests.RawHandler' ("
							+ RawHandler.class.getName() + ") does not declare which message type it handles");
			assertThat(analysis.getAction()).contains("Declare 'wildcard' as CommandHandler<TheMessage, TheResult>");
		});
	}

	@Test
	void messageWithoutAHandlerStopsTheStart(CapturedOutput output) {
		ApplicationContextRunner scanning = this.contexts.withUserConfiguration(BoxConfiguration.class)
			.withPropertyValues("resync.cqrs.packages=" + Missing.class.getPackageName());
		String warning = UnhandledCommand.class.getName() + " has no handler. Register a CommandHandler";
		scanning.withPropertyValues("resync.cqrs.missing-handlers=off")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain(warning);
		scanning.withPropertyValues("resync.cqrs.missing-handlers=warn")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains(warning);
		scanning.run((context) -> {
			FailureAnalysis analysis = analysis(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains(UnhandledCommand.class.getName() + " has no handler")
				.doesNotContain("AbstractUnhandled");
			assertThat(analysis.getAction()).contains("Register a CommandHandler<UnhandledCommand, …>");
		});
	}

	@Test
	void handlerClassThatIsNoBeanIsNamedWithTheReason() {
		this.contexts.withUserConfiguration(BoxConfiguration.class)
			.withPropertyValues("resync.cqrs.packages=" + Unregistered.class.getPackageName())
			.run((context) -> {
				FailureAnalysis analysis = analysis(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains(reason(Unregistered.Plain.class) + "is not a bean",
						reason(Unregistered.Abstract.class) + "is abstract",
						reason(Unregistered.Inner.class) + "is an inner class",
						reason(Unregistered.Profiled.class) + "its conditions, such as a profile, do not match",
						reason(Unregistered.Unscanned.class) + "is not found by component scanning");
				assertThat(analysis.getAction()).contains("Annotate Handler with @Component", "Make Handler static");
			});
	}

	private static String reason(Class<?> messageType) {
		return "%s has no handler: %s$Handler handles it but ".formatted(messageType.getName(), messageType.getName());
	}

	@Test
	void messagesOfTestsNeedNoHandler() {
		this.contexts
			.withInitializer((context) -> AutoConfigurationPackages
				.register((BeanDefinitionRegistry) context.getBeanFactory(), Missing.class.getPackageName()))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void failedDependencyOfAHandlerIsToldAsSpringTellsIt() {
		this.contexts.withUserConfiguration(NeedyHandler.class)
			.run((context) -> assertThat(context.getStartupFailure()).hasMessageContaining("java.lang.StringBuilder"));
	}

	@Test
	void dispatchBeforeTheHandlersAreRegisteredSaysSo() {
		this.contexts.withUserConfiguration(PingHandler.class, EarlyBird.class)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageStartingWith("The handlers are registered once all singletons exist"));
	}

	@Test
	void interceptorsAreOrderedByOrderThenByName() {
		this.contexts.withUserConfiguration(PingHandler.class, InterceptorConfiguration.class)
			.run((context) -> assertThat(context.getBean(SpringDispatcher.class).table().routes())
				.extracting(Route::interceptors)
				.containsExactly(List.of("ordered", "annotated", "method", "a", "b")));
	}

	@Test
	void interceptorBehindAScopedProxyIsRegisteredOnce() {
		this.contexts.withUserConfiguration(PingHandler.class, ScopedInterceptorConfiguration.class)
			.run((context) -> assertThat(context.getBean(SpringDispatcher.class).table().interceptors())
				.containsExactly("messageValidation", "scoped"));
	}

	@Test
	void interceptorRegisteredAsAnInstanceIsOrderedToo() {
		this.contexts.withUserConfiguration(PingHandler.class).withInitializer((context) -> {
			context.getBeanFactory().registerSingleton("a", new PassingOn());
			context.getBeanFactory().registerSingleton("b", new OrderedInterceptor());
		})
			.run((context) -> assertThat(context.getBean(SpringDispatcher.class).table().interceptors())
				.containsExactly("b", "messageValidation", "a"));
	}

	@Test
	void interceptorsOfTheParentContextKeepTheirOrder() {
		try (AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext(
				ParentInterceptorConfiguration.class)) {
			this.contexts.withParent(parent)
				.withUserConfiguration(PingHandler.class)
				.run((context) -> assertThat(context.getBean(SpringDispatcher.class).table().interceptors())
					.containsExactly("z", "a", "messageValidation"));
		}
	}

	@Test
	void handlerOfAStaticFactoryMethodIsRegistered() {
		this.contexts
			.withInitializer((context) -> ((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition(
					"made", BeanDefinitionBuilder.rootBeanDefinition(PingHandler.class, "of").getBeanDefinition()))
			.run((context) -> assertThat(context.getBean(SpringDispatcher.class).table().routes().get(0).origin())
				.isEqualTo(PingHandler.class.getName() + ".of()"));
	}

	@Test
	void invalidMessageIsRefusedWhoeverDispatchesIt() {
		this.contexts.withUserConfiguration(CheckedConfiguration.class).run((context) -> {
			Dispatcher dispatcher = context.getBean(Dispatcher.class);
			assertThat(dispatcher.dispatch(new Checked(1))).isEqualTo(1);
			assertThatExceptionOfType(ConstraintViolationException.class)
				.isThrownBy(() -> dispatcher.dispatch(new Checked(0)))
				.satisfies((ex) -> assertThat(ex.getConstraintViolations()).hasSize(1));
		});
	}

	@Test
	void twoContextsKeepTheirHandlersApart() {
		this.contexts.withUserConfiguration(PingHandler.class)
			.run((one) -> this.contexts.withUserConfiguration(GreetingPingConfiguration.class).run((two) -> {
				assertThat(one.getBean(Dispatcher.class).dispatch(new Ping("x"))).isEqualTo("pong x");
				assertThat(two.getBean(Dispatcher.class).dispatch(new Ping("x"))).isEqualTo("hello x");
			}));
	}

	private static FailureAnalysis analysis(@Nullable Throwable failure) {
		assertThat(failure).isInstanceOf(HandlerFaultsException.class);
		return Objects.requireNonNull(new HandlerFaultsFailureAnalyzer().analyze(Objects.requireNonNull(failure)));
	}

	record Ping(String text) implements Command<String> {
	}

	record Box<T>(T content) implements Command<String> {
	}

	record Twice() implements Command<Integer> {
	}

	record Later() implements Command<CompletableFuture<String>> {
	}

	record Published() implements Query<Flow.Publisher<String>> {
	}

	record Count() implements Query<Integer> {
	}

	record Checked(@Min(1) int value) implements Query<Integer> {
	}

	static class PingHandler implements CommandHandler<Ping, String> {

		static PingHandler of() {
			return new PingHandler();
		}

		@Override
		public String handle(Ping command) {
			return "pong " + command.text();
		}

	}

	abstract static class Base<A, B extends Command<A>> implements CommandHandler<B, A> {

	}

	abstract static class Middle<X extends Command<String>> extends Base<String, X> {

	}

	static class NestedHandler extends Middle<Ping> {

		@Override
		public String handle(Ping command) {
			return "pong " + command.text();
		}

	}

	static class GenericHandler<C extends Command<String>> implements CommandHandler<C, String> {

		@Override
		public String handle(C command) {
			return (command instanceof Ping ping) ? "pong " + ping.text() : "other";
		}

	}

	static class BothHandler implements CommandHandler<Ping, String>, QueryHandler<Count, Integer> {

		private final AtomicInteger count = new AtomicInteger();

		@Override
		public String handle(Ping command) {
			this.count.incrementAndGet();
			return "pong " + command.text();
		}

		@Override
		public Integer handle(Count query) {
			return this.count.get();
		}

	}

	static class NestingHandler implements CommandHandler<Twice, Integer> {

		private final Dispatcher dispatcher;

		NestingHandler(Dispatcher dispatcher) {
			this.dispatcher = dispatcher;
		}

		@Override
		public Integer handle(Twice command) {
			return this.dispatcher.dispatch(new Ping("x")).length();
		}

	}

	static class WritingQueryHandler implements QueryHandler<Count, Integer> {

		private final Dispatcher dispatcher;

		WritingQueryHandler(Dispatcher dispatcher) {
			this.dispatcher = dispatcher;
		}

		@Override
		public Integer handle(Count query) {
			return this.dispatcher.dispatch(new Ping("x")).length();
		}

	}

	@Validated
	static class ValidatedHandler extends PingHandler {

	}

	static class NeedyHandler extends PingHandler {

		NeedyHandler(StringBuilder absent) {
		}

	}

	@SuppressWarnings("rawtypes")
	static class RawHandler implements CommandHandler {

		@Override
		public Object handle(Command command) {
			return "";
		}

	}

	static class EarlyBird {

		EarlyBird(Dispatcher dispatcher) {
			dispatcher.dispatch(new Ping("early"));
		}

	}

	static class PingFactoryBean implements FactoryBean<CommandHandler<Ping, String>> {

		@Override
		public CommandHandler<Ping, String> getObject() {
			return (ping) -> "pong " + ping.text();
		}

		@Override
		public Class<?> getObjectType() {
			return CommandHandler.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LambdaConfiguration {

		@Bean
		CommandHandler<Ping, String> lambda() {
			return (ping) -> "pong " + ping.text();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryConfiguration {

		@Bean
		@Primary
		CommandHandler<Ping, String> primary() {
			return (ping) -> "primary";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FallbackConfiguration {

		@Bean
		@Fallback
		CommandHandler<Ping, String> fallback() {
			return (ping) -> "fallback";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AsynchronousConfiguration {

		@Bean
		CommandHandler<Later, CompletableFuture<String>> later() {
			return (later) -> CompletableFuture.completedFuture("");
		}

		@Bean
		QueryHandler<Published, Flow.Publisher<String>> published() {
			return (published) -> (subscriber) -> subscriber.onComplete();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class GreetingPingConfiguration {

		@Bean
		CommandHandler<Ping, String> greeting() {
			return (ping) -> "hello " + ping.text();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MethodReferenceConfiguration {

		@Bean
		CommandHandler<Ping, String> reference() {
			return new PingHandler()::handle;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnonymousConfiguration {

		@Bean
		CommandHandler<?, ?> anonymous() {
			return new CommandHandler<Ping, String>() {

				@Override
				public String handle(Ping command) {
					return "pong " + command.text();
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class GenericBeanConfiguration {

		@Bean
		GenericHandler<Ping> ping() {
			return new GenericHandler<>();
		}

		@Bean
		GenericHandler<Box<?>> box() {
			return new GenericHandler<>();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WildcardConfiguration {

		@Bean
		CommandHandler<? extends Ping, String> wildcard() {
			return new PingHandler();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JdkProxyConfiguration {

		@Bean
		CommandHandler<?, ?> proxied() {
			return (CommandHandler<?, ?>) new ProxyFactory(new PingHandler()).getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedProxyConfiguration {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		PingHandler scoped() {
			return new PingHandler();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyConfiguration {

		static final AtomicInteger CREATED = new AtomicInteger();

		@Bean
		@Lazy
		PingHandler lazy() {
			CREATED.incrementAndGet();
			return new PingHandler();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrototypeConfiguration {

		static final AtomicInteger CREATED = new AtomicInteger();

		@Bean
		@Scope("prototype")
		PingHandler prototype() {
			CREATED.incrementAndGet();
			return new PingHandler();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UntellableConfiguration {

		@Bean
		CommandHandler<?, ?> wildcard() {
			return (CommandHandler<Ping, String>) Ping::text;
		}

		@Bean
		<C extends Command<String>> CommandHandler<C, String> bounded() {
			return (command) -> "";
		}

		@Bean
		@Lazy
		CommandHandler<?, ?> lazy() {
			throw new IllegalStateException("created for a look at its type");
		}

		@Bean
		CommandHandler<Box<? extends Number>, String> boxedNumber() {
			return (box) -> "";
		}

		@Bean
		CommandHandler<Box<? super Integer>, String> boxedSuper() {
			return (box) -> "";
		}

		@Bean
		CommandHandler<Box<String>, String> boxed() {
			return Box::content;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CheckedConfiguration {

		@Bean
		QueryHandler<Checked, Integer> checked() {
			return Checked::value;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterceptorConfiguration {

		@Bean
		Interceptor b() {
			return new PassingOn();
		}

		@Bean
		Interceptor a() {
			return new PassingOn();
		}

		@Bean
		@Order(3)
		Interceptor method() {
			return new PassingOn();
		}

		@Bean
		AnnotatedInterceptor annotated() {
			return new AnnotatedInterceptor();
		}

		@Bean
		OrderedInterceptor ordered() {
			return new OrderedInterceptor();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedInterceptorConfiguration {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		PassingOn scoped() {
			return new PassingOn();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ParentInterceptorConfiguration {

		@Bean
		@Order(1)
		Interceptor z() {
			return new PassingOn();
		}

		@Bean
		@Order(2)
		Interceptor a() {
			return new PassingOn();
		}

	}

	static class PassingOn implements Interceptor {

		@Override
		public Next around(Route route, Next next) {
			return (message) -> next.proceed(message);
		}

	}

	@Order(2)
	static class AnnotatedInterceptor extends PassingOn {

	}

	static class OrderedInterceptor extends PassingOn implements Ordered {

		@Override
		public int getOrder() {
			return 1;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BoxConfiguration {

		@Bean
		GenericHandler<Box<?>> box() {
			return new GenericHandler<>();
		}

	}

	static class Missing {

		record UnhandledCommand() implements Command<String> {
		}

		abstract static class AbstractUnhandled implements Command<String> {

		}

	}

}
