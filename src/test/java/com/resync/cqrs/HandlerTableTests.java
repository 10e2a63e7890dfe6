package com.resync.cqrs;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HandlerTableTests {

	private final List<String> calls = new ArrayList<>();

	@Test
	void resultIsTypedByTheMessage() {
		Dispatcher dispatcher = HandlerTable.builder()
			.command(Add.class, (add) -> add.a() + add.b())
			.query(Greet.class, (greet) -> "Hello " + greet.name())
			.build();
		int sum = dispatcher.dispatch(new Add(1, 2));
		String greeting = dispatcher.dispatch(new Greet("Ada"));
		assertThat(sum).isEqualTo(3);
		assertThat(greeting).isEqualTo("Hello Ada");
	}

	/** Compiles under NullAway, which the build runs. */
	@Test
	void commandWithoutAResultAnswersNull() {
		assertThat(HandlerTable.builder().command(Forget.class, (forget) -> null).build().dispatch(new Forget()))
			.isNull();
		assertThat(HandlerTable.builder().command(Forget.class, new ForgetHandler()).build().dispatch(new Forget()))
			.isNull();
	}

	@Test
	void messageOfAnyKindIsForwarded() {
		Dispatcher dispatcher = HandlerTable.builder()
			.command(Add.class, Add::a)
			.query(Greet.class, Greet::name)
			.build();
		for (Message<?> message : List.of(new Add(1, 2), new Greet("Ada"))) {
			this.calls.add(String.valueOf(dispatcher.dispatch(message)));
		}
		assertThat(this.calls).containsExactly("1", "Ada");
	}

	@Test
	@SuppressWarnings("NullAway")
	void nullIsRefusedBeforeAnyInterceptorRuns() {
		Dispatcher dispatcher = HandlerTable.builder().interceptor("a", new Recording("a")).build();
		assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> dispatcher.dispatch((Add) null))
			.withMessage("message must not be null");
		assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> dispatcher.dispatch((Greet) null));
		assertThat(this.calls).isEmpty();
	}

	@Test
	void unknownMessageIsRefusedByName() {
		Dispatcher dispatcher = HandlerTable.builder().query(Greet.class, Greet::name).build();
		assertThatExceptionOfType(HandlerFaultsException.class).isThrownBy(() -> dispatcher.dispatch(new Add(1, 2)))
			.withMessage(Add.class.getName() + " has no handler. Register a CommandHandler<Add, …>, or remove Add.");
	}

	@Test
	void exceptionsAndErrorsArriveAsTheyWereThrown() {
		RuntimeException exception = new RuntimeException();
		Error error = new AssertionError();
		Dispatcher dispatcher = HandlerTable.builder().command(Add.class, (add) -> {
			throw exception;
		}).query(Greet.class, (greet) -> {
			throw error;
		}).interceptor("a", new Recording("a")).build();
		assertThatThrownBy(() -> dispatcher.dispatch(new Add(1, 2))).isSameAs(exception);
		assertThatThrownBy(() -> dispatcher.dispatch(new Greet("Ada"))).isSameAs(error);
	}

	@Test
	void everyFaultIsToldAtOnce() {
		HandlerTableBuilder builder = HandlerTable.builder()
			.handler(greeting("one", "here"))
			.handler(greeting("two", "there"))
			.command(Both.class, (both) -> "")
			.messageTypes(List.of(Add.class));
		assertThatExceptionOfType(HandlerFaultsException.class).isThrownBy(builder::build)
			.satisfies((ex) -> assertThat(ex.faults()).extracting(HandlerFaultsException.Fault::description)
				.containsExactly(Greet.class.getName() + " has 2 handlers: one (here), two (there)",
						Both.class.getName() + " is both a command and a query",
						Add.class.getName() + " has no handler"))
			.withMessageContaining("one (here), two (there)");
	}

	private static Route greeting(String name, String origin) {
		return Route.to(Greet.class, Object.class, name, origin, (message) -> {
			throw new AssertionError();
		});
	}

	@Test
	@SuppressWarnings({ "unchecked", "rawtypes", "NullAway" })
	void handlerOfAllCommandsIsRefused() {
		HandlerTableBuilder builder = HandlerTable.builder().command((Class) Command.class, (command) -> null);
		assertThatExceptionOfType(HandlerFaultsException.class).isThrownBy(builder::build)
			.withMessageContaining("serves every Command");
	}

	@Test
	void missingHandlerMayBeToleratedByTheCaller() {
		List<String> missing = new ArrayList<>();
		HandlerTable table = HandlerTable.builder().messageTypes(List.of(Add.class)).missingHandlers((type, fault) -> {
			missing.add(fault.toString());
			return null;
		}).build();
		assertThat(missing).containsExactly(
				Add.class.getName() + " has no handler. Register a CommandHandler<Add, …>, or remove Add.");
		assertThat(table.routes()).isEmpty();
	}

	@Test
	void handlerOfASealedTypeServesItsSubtypesAndTheMostSpecificWins() {
		HandlerTable table = HandlerTable.builder()
			.query(Shape.class, (shape) -> 0.0)
			.query(Square.class, (square) -> square.side() * square.side())
			.build();
		assertThat(table.dispatch(new Circle(1))).isEqualTo(0);
		assertThat(table.dispatch(new Square(3))).isEqualTo(9);
		assertThat(table.routes()).extracting(Route::messageType).containsExactly(Circle.class, Square.class);
	}

	@Test
	void sealedTypeWithAnUnhandledSubtypeIsAFault() {
		HandlerTableBuilder builder = HandlerTable.builder()
			.messageTypes(List.of(Shape.class))
			.query(Circle.class, (circle) -> 1.0);
		assertThatExceptionOfType(HandlerFaultsException.class).isThrownBy(builder::build)
			.withMessageStartingWith(Square.class.getName() + " has no handler");
	}

	@Test
	void subtypeOfAnOpenTypeIsServedWithoutHavingBeenKnown() {
		HandlerTable dispatcher = HandlerTable.builder().query(Open.class, (open) -> "open").build();
		assertThat(dispatcher.dispatch(new Open() {
		})).isEqualTo("open");
		assertThat(dispatcher.routes()).extracting(Route::messageType).containsExactly(Open.class);
	}

	@Test
	void messageServedEquallyWellByTwoHandlersIsRefused() {
		Dispatcher dispatcher = HandlerTable.builder()
			.query(Open.class, (open) -> "open")
			.query(Other.class, (other) -> "other")
			.build();
		assertThatExceptionOfType(HandlerFaultsException.class)
			.isThrownBy(() -> dispatcher.dispatch(new OpenAndOther()))
			.withMessageStartingWith(OpenAndOther.class.getName() + " has 2 handlers");
		HandlerTableBuilder builder = HandlerTable.builder()
			.query(Open.class, (open) -> "open")
			.query(Other.class, (other) -> "other")
			.messageTypes(List.of(OpenAndOther.class));
		assertThatExceptionOfType(HandlerFaultsException.class).isThrownBy(builder::build)
			.withMessageStartingWith(OpenAndOther.class.getName() + " has 2 handlers");
	}

	@Test
	void interceptorsRunInOrderAroundTheHandlerAndAroundNestedDispatches() {
		Dispatcher[] dispatcher = new Dispatcher[1];
		dispatcher[0] = HandlerTable.builder()
			.command(Add.class, (add) -> dispatcher[0].dispatch(new Greet("nested")).length())
			.query(Greet.class, Greet::name)
			.interceptor("outer", new Recording("outer"))
			.interceptor("inner", new Recording("inner"))
			.build();
		assertThat(dispatcher[0].dispatch(new Add(1, 2))).isEqualTo(6);
		assertThat(this.calls).containsExactly("outer Add", "inner Add", "outer Greet", "inner Greet");
	}

	@Test
	void interceptorStandsForTheClassesItNamesAndIsAskedOnce() {
		AtomicInteger asked = new AtomicInteger();
		HandlerTable table = HandlerTable.builder()
			.command(Add.class, Add::a)
			.query(Greet.class, Greet::name)
			.interceptor("queries", (route, next) -> {
				asked.incrementAndGet();
				return route.isCommand() ? next : new Recording("queries").around(route, next);
			})
			.build();
		table.dispatch(new Add(1, 2));
		table.dispatch(new Greet("Ada"));
		table.dispatch(new Greet("Bob"));
		assertThat(this.calls).containsExactly("queries Greet", "queries Greet");
		assertThat(asked).hasValue(2);
		assertThat(table.routes()).extracting(Route::interceptors).containsExactly(List.of(), List.of("queries"));
		assertThat(table.routes()).extracting(Route::isCommand).containsExactly(true, false);
	}

	@Test
	void interceptorKnowsTheHandlerOfTheRoute() {
		HandlerTable table = HandlerTable.builder()
			.command(Forget.class, new ForgetHandler())
			.query(Open.class, (open) -> "open")
			.interceptor("naming",
					(route, next) -> (route.messageType() == Open.class) ? next
							: new Recording(route.handlerType().getSimpleName()).around(route, next))
			.build();
		table.dispatch(new Forget());
		assertThat(this.calls).containsExactly("ForgetHandler Forget");
		assertThat(table.routes()).extracting(Route::interceptors).containsExactly(List.of("naming"), List.of());
	}

	@Test
	void faultsOfInterceptorsAreReportedWithTheOthers() {
		HandlerTableBuilder builder = HandlerTable.builder()
			.messageTypes(List.of(Greet.class))
			.command(Add.class, Add::a)
			.command(Subtract.class, Subtract::a)
			.interceptor("failing", (route, next) -> {
				throw new HandlerFaultsException(List.of(new HandlerFaultsException.Fault("unclear", "clarify")));
			});
		assertThatExceptionOfType(HandlerFaultsException.class).isThrownBy(builder::build)
			.satisfies((ex) -> assertThat(ex.faults()).extracting(HandlerFaultsException.Fault::description)
				.containsExactlyInAnyOrder("unclear", Greet.class.getName() + " has no handler"));
	}

	@Test
	void tableIsCollectedAlthoughItsMessageClassesRemain() throws Exception {
		HandlerTable table = HandlerTable.builder().query(Open.class, (open) -> "open").build();
		table.dispatch(new OpenAndOther());
		WeakReference<HandlerTable> reference = new WeakReference<>(table);
		table = null;
		for (int i = 0; i < 500 && reference.get() != null; i++) {
			System.gc();
			Thread.sleep(10);
		}
		assertThat(reference.get()).isNull();
	}

	@Test
	void interceptorMayCallOnTwiceReplaceTheMessageOrAnswerItself() {
		Dispatcher twice = HandlerTable.builder()
			.command(Add.class, Add::a)
			.interceptor("twice", (route, next) -> (message) -> {
				next.proceed(message);
				return next.proceed(message);
			})
			.interceptor("inner", new Recording("inner"))
			.build();
		twice.dispatch(new Add(1, 2));
		assertThat(this.calls).containsExactly("inner Add", "inner Add");
		Dispatcher replaced = replacing(new Add(5, 0));
		assertThat(replaced.dispatch(new Add(1, 2))).isEqualTo(5);
		Dispatcher answered = HandlerTable.builder()
			.command(Add.class, Add::a)
			.interceptor("own", (route, next) -> (message) -> 42)
			.build();
		assertThat(answered.dispatch(new Add(1, 2))).isEqualTo(42);
	}

	@Test
	void faultThatWasMendedIsForgotten() {
		HandlerTableBuilder builder = HandlerTable.builder().messageTypes(List.of(Add.class));
		assertThatExceptionOfType(HandlerFaultsException.class).isThrownBy(builder::build);
		assertThat(builder.command(Add.class, Add::a).build().dispatch(new Add(1, 2))).isEqualTo(1);
	}

	@Test
	void interceptorMayNotReplaceTheMessageByOneOfAnotherClass() {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> replacing(new Subtract(1, 2)).dispatch(new Add(1, 2)))
			.withMessageContainingAll(Add.class.getName(), Subtract.class.getName());
	}

	private static Dispatcher replacing(Command<Integer> replacement) {
		return HandlerTable.builder()
			.command(Add.class, Add::a)
			.command(Subtract.class, Subtract::a)
			.interceptor("replacing", (route, next) -> (message) -> next.proceed(replacement))
			.build();
	}

	@Test
	void twoInterceptorsOfOneNameAreRefused() {
		HandlerTableBuilder builder = HandlerTable.builder().interceptor("a", new Recording("a"));
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> builder.interceptor("a", new Recording("a")))
			.withMessageContaining("'a'");
	}

	@Test
	void manyThreadsDispatchAtOnce() throws Exception {
		Dispatcher dispatcher = HandlerTable.builder()
			.command(Add.class, (add) -> add.a() + add.b())
			.query(Open.class, (open) -> "open")
			.build();
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<Integer>> sums = new ArrayList<>();
			for (int i = 0; i < 10_000; i++) {
				int n = i;
				sums.add(threads.submit(() -> dispatcher.dispatch(new Add(n, 1)) + dispatcher.dispatch(new Open() {
				}).length()));
			}
			for (int i = 0; i < sums.size(); i++) {
				assertThat(sums.get(i).get()).isEqualTo(i + 5);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private class Recording implements Interceptor {

		private final String name;

		Recording(String name) {
			this.name = name;
		}

		@Override
		public Next around(Route route, Next next) {
			return (message) -> {
				HandlerTableTests.this.calls.add(this.name + " " + message.getClass().getSimpleName());
				return next.proceed(message);
			};
		}

	}

	record Add(int a, int b) implements Command<Integer> {
	}

	record Subtract(int a, int b) implements Command<Integer> {
	}

	record Forget() implements Command<@Nullable Void> {
	}

	static class ForgetHandler implements CommandHandler<Forget, @Nullable Void> {

		@Override
		public @Nullable Void handle(Forget command) {
			return null;
		}

	}

	record Greet(String name) implements Query<String> {
	}

	record Both() implements Command<String>, Query<String> {
	}

	sealed interface Shape extends Query<Double> permits Circle, Square {

	}

	record Circle(double radius) implements Shape {
	}

	record Square(double side) implements Shape {
	}

	interface Open extends Query<String> {

	}

	interface Other extends Query<String> {

	}

	record OpenAndOther() implements Open, Other {
	}

}
