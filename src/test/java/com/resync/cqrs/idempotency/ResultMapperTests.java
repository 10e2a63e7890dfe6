package com.resync.cqrs.idempotency;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.HandlerFaultsException;
import com.resync.cqrs.HandlerFaultsException.Fault;
import com.resync.cqrs.spring.CqrsAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which results of idempotent commands are refused at the start.
 */
class ResultMapperTests {

	private final ResultMapper results = new ResultMapper(List.of());

	@ParameterizedTest
	@ValueSource(classes = { Stream1.class, Stream2.class, Streams.class, OptionalStream.class, Document1.class,
			Lazy.class, Lines.class, Opaque.class, Generic.class, Raw.class, Hidden.class })
	void resultThatCannotBeReadIsRefused(Class<?> commandType) {
		assertThatExceptionOfType(HandlerFaultsException.class)
			.isThrownBy(() -> this.results.requireReadable(commandType))
			.withMessageContaining(commandType.getName());
	}

	@ParameterizedTest
	@ValueSource(classes = { Nothing.class, Text.class, Numbers.class, Tree.class, Anything.class, Shapes.class,
			Maybe.class, Nodes.class, Annotated.class, Delegating.class })
	void resultThatCanBeReadIsTaken(Class<?> commandType) {
		this.results.requireReadable(commandType);
	}

	@Test
	void startFailsWithAReport() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CqrsAutoConfiguration.class, IdempotencyAutoConfiguration.class))
			.withUserConfiguration(Refused.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(HandlerFaultsException.class, (failure) -> assertThat(failure.faults())
					.containsExactly(new Fault("The result of " + Document1.class.getName()
							+ " cannot be kept for its idempotency key: java.io.InputStream cannot be read from JSON",
							"Declare a result that Jackson writes and reads, such as a record, or let Document1 be"
									+ " a Command instead of an IdempotentCommand."))));
	}

	@Configuration(proxyBeanMethods = false)
	static class Refused {

		@Bean
		CommandHandler<Document1, Document> handler() {
			return (command) -> new Document("x", InputStream.nullInputStream());
		}

	}

	interface Idempotent<R extends @Nullable Object> extends IdempotentCommand<R> {

		@Override
		default @Nullable IdempotencyKey idempotencyKey() {
			return null;
		}

		@Override
		default Object payload() {
			return "";
		}

	}

	record Stream1() implements Idempotent<InputStream> {
	}

	record Stream2() implements Idempotent<ByteArrayInputStream> {
	}

	record Streams() implements Idempotent<Map<String, List<InputStream>>> {
	}

	record OptionalStream() implements Idempotent<Optional<InputStream>> {
	}

	record Document1() implements Idempotent<Document> {
	}

	record Document(String name, InputStream body) {
	}

	record Lazy() implements Idempotent<Supplier<String>> {
	}

	record Lines() implements Idempotent<Iterator<String>> {
	}

	record Opaque() implements Idempotent<Object> {
	}

	record Generic<T>() implements Idempotent<T> {
	}

	@SuppressWarnings("rawtypes")
	record Raw() implements Idempotent {
	}

	record Hidden() implements Idempotent<List<Connected>> {
	}

	static class Connected {

		Connected(Thread thread) {
			thread.interrupt();
		}

	}

	record Nothing() implements Idempotent<@Nullable Void> {
	}

	record Text() implements Idempotent<String> {
	}

	record Numbers() implements Idempotent<int[]> {
	}

	record Tree() implements Idempotent<JsonNode> {
	}

	record Anything() implements Idempotent<Map<String, Object>> {
	}

	record Shapes() implements Idempotent<List<Shape>> {
	}

	record Maybe() implements Idempotent<Optional<Shape>> {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
	sealed interface Shape permits Circle {

	}

	record Circle(int radius) implements Shape {
	}

	record Nodes() implements Idempotent<Node> {
	}

	record Node(Map<String, Node> children, @Nullable Node parent, Object value) {
	}

	record Annotated() implements Idempotent<Annotations> {
	}

	record Annotations(@JsonDeserialize(as = String.class) Comparable<?> as,
			@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME) List<Plain> plain) {

		@JsonIgnore
		public InputStream stream() {
			return InputStream.nullInputStream();
		}

	}

	sealed interface Plain permits Simple {

	}

	record Simple() implements Plain {
	}

	record Delegating() implements Idempotent<Reference> {
	}

	static class Reference {

		private final String text;

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Reference(String text) {
			this.text = text;
		}

		public Supplier<String> getText() {
			return () -> this.text;
		}

		@JsonValue
		public String value() {
			return this.text;
		}

	}

}
