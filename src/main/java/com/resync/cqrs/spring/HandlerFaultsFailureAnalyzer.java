package com.resync.cqrs.spring;

import java.util.function.Function;
import java.util.stream.Collectors;

import com.resync.cqrs.HandlerFaultsException;
import com.resync.cqrs.HandlerFaultsException.Fault;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Reports all faults of the handler table at once.
 */
class HandlerFaultsFailureAnalyzer extends AbstractFailureAnalyzer<HandlerFaultsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, HandlerFaultsException cause) {
		return new FailureAnalysis(
				"The handlers of commands and queries have faults:\n\n" + list(cause, Fault::description),
				list(cause, Fault::action), cause);
	}

	private static String list(HandlerFaultsException cause, Function<Fault, String> text) {
		return cause.faults()
			.stream()
			.map((fault) -> "    - " + text.apply(fault))
			.distinct()
			.collect(Collectors.joining("\n"));
	}

}
