package com.resync.cqrs.idempotency;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.Dispatcher;
import com.resync.cqrs.interceptor.InterceptorsAutoConfiguration;
import com.resync.cqrs.spring.CqrsAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What every store of idempotency keys does.
 */
abstract class IdempotencyContract {

	private static final AtomicInteger RUNS = new AtomicInteger();

	private final IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());

	@Autowired
	private Dispatcher dispatcher;

	@Autowired
	private PlatformTransactionManager transactionManager;

	@BeforeEach
	void clear() {
		RUNS.set(0);
	}

	@Test
	void listIsReplayedAsItWas() {
		assertReplayed(() -> this.dispatcher.dispatch(new ReturnList(this.key)));
	}

	@Test
	void optionalIsReplayedAsItWas() {
		assertReplayed(() -> this.dispatcher.dispatch(new ReturnOptional(this.key, true)));
	}

	@Test
	void emptyOptionalIsReplayedAsItWas() {
		assertReplayed(() -> this.dispatcher.dispatch(new ReturnOptional(this.key, false)));
	}

	@Test
	void nestedGenericsAreReplayedAsTheyWere() {
		assertReplayed(() -> this.dispatcher.dispatch(new ReturnMap(this.key)));
	}

	@Test
	void valuesOfAllKindsAreReplayedAsTheyWere() {
		assertReplayed(() -> this.dispatcher.dispatch(new ReturnAll(this.key)));
	}

	@Test
	void absentResultIsReplayedToo() {
		assertReplayed(() -> this.dispatcher.<@Nullable Void>dispatch(new ReturnNothing(this.key)));
	}

	private void assertReplayed(Supplier<?> dispatch) {
		Object first = dispatch.get();
		assertThat(dispatch.get()).isEqualTo(first);
		assertThat(runs()).isEqualTo(1);
	}

	@Test
	void otherPayloadIsRefused() {
		pay("a");
		assertThatExceptionOfType(IdempotencyKeyReusedException.class).isThrownBy(() -> pay("b"));
		assertThat(pay("a")).isEqualTo(new Receipt("a", 1));
	}

	@Test
	void keyCountsForOneNameOfCommands() {
		pay("a");
		assertThat(this.dispatcher.dispatch(new ReturnList(this.key))).isNotEmpty();
	}

	@Test
	void renamedCommandKeepsItsKeysWhateverFieldsItGainedOrLost() {
		Receipt first = pay("a");
		assertThat(this.dispatcher.dispatch(new PayNext(this.key, "a", null, Optional.empty())))
			.isEqualTo(new ReceiptNext("a", 1, 0, null));
		assertThat(pay("a")).isEqualTo(first);
	}

	@Test
	void previousVersionReplaysWhatTheNextOneStored() {
		this.dispatcher.dispatch(new PayNext(this.key, "a", null, Optional.empty()));
		assertThat(pay("a")).isEqualTo(new Receipt("a", 1));
	}

	@Test
	void newFieldWithAValueIsAnotherPayload() {
		pay("a");
		assertThatExceptionOfType(IdempotencyKeyReusedException.class)
			.isThrownBy(() -> this.dispatcher.dispatch(new PayNext(this.key, "a", "", Optional.empty())));
	}

	@Test
	void failureLeavesTheKeyUnusedAndArrivesAsItWasThrown() {
		IOException failure = new IOException();
		assertThatThrownBy(() -> this.dispatcher.dispatch(new Fail(this.key, failure))).isSameAs(failure);
		assertThatThrownBy(() -> this.dispatcher.dispatch(new Fail(this.key, failure))).isSameAs(failure);
		assertThat(runs()).isEqualTo(2);
	}

	@Test
	void failureOutsideOfATransactionArrivesAsItWasThrown() {
		IOException failure = new IOException();
		assertThatThrownBy(() -> store().once("fail", this.key, new byte[0], () -> sneak(failure))).isSameAs(failure);
		assertThat(store().once("fail", this.key, new byte[1], () -> "\"again\"")).isEqualTo("\"again\"");
	}

	@Test
	void failureThatIsCommittedAllTheSameLeavesTheKeyUnused() {
		inTransaction(() -> assertThatIllegalStateException()
			.isThrownBy(() -> store().once("fail", this.key, new byte[0], () -> {
				throw new IllegalStateException();
			})));
		assertThat(store().once("fail", this.key, new byte[1], () -> "\"again\"")).isEqualTo("\"again\"");
	}

	@Test
	void rollbackAfterTheRunLeavesTheKeyUnused() {
		new TransactionTemplate(this.transactionManager).executeWithoutResult((transaction) -> {
			pay("a");
			transaction.setRollbackOnly();
		});
		assertThat(pay("b")).isEqualTo(new Receipt("b", 2));
	}

	@Test
	void commandIsReplayedInTheTransactionOfItsFirstRunToo() {
		inTransaction(() -> assertThat(pay("a")).isEqualTo(pay("a")));
		assertThat(pay("a")).isEqualTo(new Receipt("a", 1));
	}

	@Test
	void commandInsideItselfIsAFault() {
		assertThatIllegalStateException().isThrownBy(() -> this.dispatcher.dispatch(new Recurse(this.key)))
			.withMessageContaining("the key of the command around it");
	}

	void inTransaction(Runnable action) {
		new TransactionTemplate(this.transactionManager).executeWithoutResult((transaction) -> action.run());
	}

	private Receipt pay(String payload) {
		return this.dispatcher.dispatch(new Pay(this.key, payload));
	}

	private static int runs() {
		return RUNS.get();
	}

	abstract IdempotencyStore store();

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <R, T extends Throwable> R sneak(Throwable ex) throws T {
		throw (T) ex;
	}

	interface Returning<R extends @Nullable Object> extends IdempotentCommand<R> {

		@Override
		default Object payload() {
			return "";
		}

	}

	record ReturnList(IdempotencyKey idempotencyKey) implements Returning<List<Receipt>> {
	}

	record ReturnOptional(IdempotencyKey idempotencyKey, boolean present) implements Returning<Optional<Receipt>> {
	}

	record ReturnMap(IdempotencyKey idempotencyKey) implements Returning<Map<String, @Nullable List<Receipt>>> {
	}

	record ReturnAll(IdempotencyKey idempotencyKey) implements Returning<All> {
	}

	record ReturnNothing(IdempotencyKey idempotencyKey) implements Returning<@Nullable Void> {
	}

	record Fail(IdempotencyKey idempotencyKey, Exception failure) implements Returning<String> {
	}

	record Recurse(IdempotencyKey idempotencyKey) implements Returning<String> {
	}

	record Pay(IdempotencyKey idempotencyKey, String name) implements IdempotentCommand<Receipt> {

		@Override
		public Object payload() {
			return Map.of("name", this.name);
		}

		@Override
		public String idempotencyName() {
			return "pay";
		}

	}

	/** As the next version calls it, with more fields. */
	record PayNext(IdempotencyKey idempotencyKey, String name, @Nullable String note,
			Optional<String> reference) implements IdempotentCommand<ReceiptNext> {

		@Override
		public Object payload() {
			return new Payload(this.note, this.name, this.reference);
		}

		@Override
		public String idempotencyName() {
			return "pay";
		}

		record Payload(@Nullable String note, String name, Optional<String> reference) {
		}

	}

	record Receipt(String name, int run) {
	}

	record ReceiptNext(String name, int run, int points, @Nullable List<String> more) {
	}

	record All(String text, Instant instant, OffsetDateTime offset, ZonedDateTime zoned, Duration duration,
			BigDecimal amount, Set<Kind> kinds, Map<Kind, Optional<String>> notes, List<@Nullable String> gaps,
			Optional<List<Receipt>> receipts, double ratio, @Nullable String none, UUID id, Done done, Shape shape) {

		static final All SAMPLE = new All("\0 \ud800 \u00e9 \ud83d\ude00 \"",
				Instant.parse("2026-01-31T09:15:27.123456789Z"), OffsetDateTime.parse("2026-01-31T09:15:27+02:00"),
				ZonedDateTime.parse("2026-07-31T09:15:27+02:00[Europe/Berlin]"), Duration.ofNanos(1),
				new BigDecimal("12345678901234567890.10"), Set.of(Kind.ONE),
				Map.of(Kind.ONE, Optional.empty(), Kind.TWO, Optional.of("x")), Arrays.asList(null, "x"),
				Optional.of(List.of(new Receipt("x", 1))), Double.NaN, null, new UUID(1, 2), new Done(), new Circle(2));

	}

	enum Kind {

		ONE, TWO

	}

	record Done() {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
	sealed interface Shape permits Circle {

	}

	record Circle(int radius) implements Shape {
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ CqrsAutoConfiguration.class, InterceptorsAutoConfiguration.class,
			IdempotencyAutoConfiguration.class })
	static class Handlers {

		@Bean
		CommandHandler<ReturnList, List<Receipt>> list() {
			return (command) -> counted(List.of(new Receipt("x", 1), new Receipt("y", 2)));
		}

		@Bean
		CommandHandler<ReturnOptional, Optional<Receipt>> optional() {
			return (command) -> counted(command.present() ? Optional.of(new Receipt("x", 1)) : Optional.empty());
		}

		@Bean
		CommandHandler<ReturnMap, Map<String, @Nullable List<Receipt>>> map() {
			return (command) -> {
				Map<String, @Nullable List<Receipt>> map = new HashMap<>();
				map.put("some", List.of(new Receipt("x", 1)));
				map.put("none", null);
				return counted(map);
			};
		}

		@Bean
		CommandHandler<ReturnAll, All> all() {
			return (command) -> counted(All.SAMPLE);
		}

		@Bean
		CommandHandler<ReturnNothing, @Nullable Void> nothing() {
			return new NothingHandler();
		}

		@Bean
		CommandHandler<Fail, String> fail() {
			return (command) -> sneak(counted(command.failure()));
		}

		@Bean
		CommandHandler<Recurse, String> recurse(Dispatcher dispatcher) {
			return dispatcher::dispatch;
		}

		@Bean
		CommandHandler<Pay, Receipt> pay() {
			return (command) -> new Receipt(command.name(), counted(RUNS).get());
		}

		@Bean
		CommandHandler<PayNext, ReceiptNext> payNext() {
			return (command) -> new ReceiptNext(command.name(), counted(RUNS).get(), 7, List.of("x"));
		}

	}

	static class NothingHandler implements CommandHandler<ReturnNothing, @Nullable Void> {

		@Override
		@SuppressWarnings("NullAway")
		public @Nullable Void handle(ReturnNothing command) {
			RUNS.incrementAndGet();
			return null;
		}

	}

	private static <T> T counted(T result) {
		RUNS.incrementAndGet();
		return result;
	}

}
