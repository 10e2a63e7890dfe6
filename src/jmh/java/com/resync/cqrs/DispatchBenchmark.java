package com.resync.cqrs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import an.awesome.pipelinr.Command.Middleware;
import an.awesome.pipelinr.Pipeline;
import an.awesome.pipelinr.Pipelinr;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a dispatch costs beside a direct call of the handler's interface, a map written by
 * hand, and other systems wired as their documentation says. The interceptors do nothing
 * but call on.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DispatchBenchmark {

	@Param({ "1", "16", "256", "1024" })
	int types;

	@Param({ "0", "3" })
	int interceptors;

	private Command<Integer>[] messages;

	private CommandHandler<Command<Integer>, Integer>[] handlers;

	private Map<Class<?>, CommandHandler<Command<Integer>, Integer>> map;

	private Dispatcher resync;

	private Pipeline pipelinr;

	private SimpleCommandBus axon;

	private int next;

	@Setup
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public void setUp() throws Exception {
		GeneratedTypes generated = new GeneratedTypes(this.types);
		List<Object> pipelinrHandlers = generated.handlers();
		this.messages = generated.messages().toArray(Command[]::new);
		this.handlers = pipelinrHandlers.toArray(CommandHandler[]::new);
		this.map = new HashMap<>();
		HandlerTableBuilder table = HandlerTable.builder();
		this.axon = SimpleCommandBus.builder().build();
		for (int i = 0; i < this.types; i++) {
			Class type = this.messages[i].getClass();
			CommandHandler<Command<Integer>, Integer> handler = this.handlers[i];
			this.map.put(type, handler);
			table.command(type, handler);
			this.axon.subscribe(type.getName(), (message) -> handler.handle((Command<Integer>) message.getPayload()));
		}
		IntStream.range(0, this.interceptors).forEach((i) -> {
			table.interceptor("interceptor" + i, new PassingOn());
			this.axon.registerHandlerInterceptor(DispatchBenchmark::passOn);
		});
		this.resync = table.build();
		List<Middleware> middlewares = IntStream.range(0, this.interceptors)
			.mapToObj((i) -> (Middleware) new PassingOnMiddleware())
			.toList();
		this.pipelinr = new Pipelinr()
			.with(() -> pipelinrHandlers.stream().map(an.awesome.pipelinr.Command.Handler.class::cast))
			.with(() -> middlewares.stream());
	}

	@Benchmark
	public Integer direct() {
		int i = nextIndex();
		return this.handlers[i].handle(this.messages[i]);
	}

	@Benchmark
	public Integer handWrittenMap() {
		Command<Integer> message = this.messages[nextIndex()];
		return this.map.get(message.getClass()).handle(message);
	}

	@Benchmark
	public Integer resync() {
		return this.resync.dispatch(this.messages[nextIndex()]);
	}

	@Benchmark
	@SuppressWarnings("unchecked")
	public Integer pipelinr() {
		return ((an.awesome.pipelinr.Command<Integer>) this.messages[nextIndex()]).execute(this.pipelinr);
	}

	@Benchmark
	public Object axon() {
		Answer answer = new Answer();
		this.axon.dispatch(GenericCommandMessage.asCommandMessage(this.messages[nextIndex()]), answer);
		return answer.payload;
	}

	private int nextIndex() {
		int i = this.next;
		this.next = (i + 1 == this.types) ? 0 : i + 1;
		return i;
	}

	private static Object passOn(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
			throws Exception {
		return chain.proceed();
	}

	private static final class Answer implements CommandCallback<Object, Object> {

		private @Nullable Object payload;

		@Override
		public void onResult(CommandMessage<? extends Object> command,
				org.axonframework.commandhandling.CommandResultMessage<? extends Object> result) {
			this.payload = result.getPayload();
		}

	}

	private static final class PassingOn implements Interceptor {

		@Override
		public Next around(Route route, Next next) {
			return (message) -> next.proceed(message);
		}

	}

	private static final class PassingOnMiddleware implements Middleware {

		@Override
		public <R, C extends an.awesome.pipelinr.Command<R>> R invoke(C command, Next<R> next) {
			return next.invoke();
		}

	}

}
