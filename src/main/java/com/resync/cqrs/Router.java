package com.resync.cqrs;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Decides which handler serves a message class, and composes the way to it.
 */
final class Router {

	private final List<HandlerBinding> bindings;

	private final Map<String, Interceptor> interceptors;

	Router(List<HandlerBinding> bindings, Map<String, Interceptor> interceptors) {
		this.bindings = List.copyOf(bindings);
		this.interceptors = Collections.unmodifiableMap(new LinkedHashMap<>(interceptors));
	}

	/**
	 * The handlers whose message type is closest to a class: none, the one that serves
	 * it, or several between which nothing decides.
	 */
	List<HandlerBinding> closest(Class<?> messageType) {
		List<HandlerBinding> serving = this.bindings.stream()
			.filter((binding) -> binding.messageType().isAssignableFrom(messageType))
			.toList();
		return serving.stream()
			.filter((one) -> serving.stream().noneMatch((other) -> isMoreSpecific(other, one)))
			.toList();
	}

	private static boolean isMoreSpecific(HandlerBinding other, HandlerBinding one) {
		return other.messageType() != one.messageType() && one.messageType().isAssignableFrom(other.messageType());
	}

	Route route(Class<? extends Message<?>> messageType, HandlerBinding handler) {
		List<Map.Entry<String, Interceptor>> applying = this.interceptors.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().appliesTo(messageType))
			.toList();
		return new Route(messageType, handler, applying.stream().map(Map.Entry::getKey).toList(),
				chain(messageType, handler.invocation(messageType), applying));
	}

	private static <R extends @Nullable Object> Interceptor.Next<R> chain(Class<?> messageType,
			Interceptor.Next<R> invocation, List<Map.Entry<String, Interceptor>> applying) {
		Interceptor.Next<R> chain = invocation;
		for (int i = applying.size() - 1; i >= 0; i--) {
			Interceptor interceptor = applying.get(i).getValue();
			Interceptor.Next<R> next = chain;
			chain = (message) -> interceptor.intercept(requireType(messageType, message), next);
		}
		return chain;
	}

	/**
	 * Refuses what an interceptor may not put in the place of the message it was given.
	 */
	static <M extends Message<?>> M requireType(Class<?> messageType, M message) {
		if (message.getClass() != messageType) {
			throw new IllegalArgumentException("An interceptor replaced a " + messageType.getName() + " by a "
					+ message.getClass().getName() + "; it may pass on only messages of the class it was given");
		}
		return message;
	}

	List<String> interceptors() {
		return List.copyOf(this.interceptors.keySet());
	}

	NoHandlerException unroutable(Class<?> messageType, List<HandlerBinding> closest) {
		if (!closest.isEmpty()) {
			return new NoHandlerException(messageType,
					"%s is served equally well by %s; register a handler for %s itself".formatted(messageType.getName(),
							closest, messageType.getSimpleName()));
		}
		List<String> similar = similar(messageType);
		return new NoHandlerException(messageType,
				"No handler for %s%s; register a %s for it".formatted(messageType.getName(),
						similar.isEmpty() ? "" : ", only for " + String.join(", ", similar), handlerType(messageType)));
	}

	static String handlerType(Class<?> messageType) {
		String kind = Command.class.isAssignableFrom(messageType) ? "Command" : "Query";
		return kind + "Handler<" + messageType.getSimpleName() + ", …>";
	}

	/** What is registered under a similar name, most similar first. */
	private List<String> similar(Class<?> messageType) {
		Set<String> words = words(messageType);
		Comparator<HandlerBinding> byLikeness = Comparator
			.comparingInt((binding) -> -common(words, words(binding.messageType())));
		return this.bindings.stream()
			.filter((binding) -> common(words, words(binding.messageType())) > 0)
			.sorted(byLikeness)
			.limit(3)
			.map((binding) -> binding.messageType().getName()
					+ (binding.messageType().getName().equals(messageType.getName()) ? " of another class loader" : ""))
			.toList();
	}

	private static int common(Set<String> words, Set<String> others) {
		Set<String> common = new HashSet<>(words);
		common.retainAll(others);
		return common.size();
	}

	private static Set<String> words(Class<?> messageType) {
		return Arrays.stream(messageType.getSimpleName().split("(?=\\p{Lu})"))
			.filter((word) -> !word.equals("Command") && !word.equals("Query"))
			.collect(Collectors.toSet());
	}

}
