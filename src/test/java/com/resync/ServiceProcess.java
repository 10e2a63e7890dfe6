package com.resync;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The service as a process of its own, on any free port.
 */
final class ServiceProcess {

	private ServiceProcess() {
	}

	/** Without the tests on its class path, and with its output in one stream. */
	static ProcessBuilder builder(String jvmOption, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(jvmOption, "-cp", classPath(), ResyncApplication.class.getName(), "--server.port=0"));
		command.addAll(List.of(arguments));
		return java(command);
	}

	static String classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes" + File.separator))
			.collect(Collectors.joining(File.pathSeparator));
	}

	static ProcessBuilder java(List<String> arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(arguments);
		return new ProcessBuilder(command).redirectErrorStream(true);
	}

	/** Waits for a line that the pattern finds, and returns its first group. */
	static String await(BufferedReader log, Pattern pattern) {
		return log.lines().map(pattern::matcher).filter(Matcher::find).findFirst().orElseThrow().group(1);
	}

	/** What a service logs that does not become ready. */
	static String report(BufferedReader log) {
		return log.lines().takeWhile((line) -> !line.contains("Ready on port")).collect(Collectors.joining("\n"));
	}

}
