package com.resync.cqrs;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles as many message types as wanted, each with a handler that is one for every system
 * measured. Needs a JDK.
 */
final class GeneratedTypes {

	private static final String MESSAGE = "package generated; public record M%1$d(Integer value)"
			+ " implements com.resync.cqrs.Command<Integer>, an.awesome.pipelinr.Command<Integer> {}";

	private static final String HANDLER = "package generated; public class H%1$d"
			+ " implements com.resync.cqrs.CommandHandler<M%1$d, Integer>,"
			+ " an.awesome.pipelinr.Command.Handler<M%1$d, Integer>"
			+ " { @Override public Integer handle(M%1$d command) { return command.value(); } }";

	private final URLClassLoader loader;

	private final int count;

	GeneratedTypes(int count) throws Exception {
		this.count = count;
		Path classes = Files.createTempDirectory("dispatch-benchmark");
		List<JavaFileObject> sources = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			sources.add(new Source("M" + i, MESSAGE.formatted(i)));
			sources.add(new Source("H" + i, HANDLER.formatted(i)));
		}
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		List<String> options = List.of("-d", classes.toString(), "-proc:none", "-cp",
				System.getProperty("java.class.path"));
		if (!compiler.getTask(null, null, null, options, null, sources).call()) {
			throw new IllegalStateException("the generated types do not compile");
		}
		this.loader = new URLClassLoader(new URL[] { classes.toUri().toURL() });
	}

	List<Object> messages() throws Exception {
		List<Object> messages = new ArrayList<>();
		for (int i = 0; i < this.count; i++) {
			messages.add(this.loader.loadClass("generated.M" + i).getConstructor(Integer.class).newInstance(i));
		}
		return messages;
	}

	List<Object> handlers() throws Exception {
		List<Object> handlers = new ArrayList<>();
		for (int i = 0; i < this.count; i++) {
			handlers.add(this.loader.loadClass("generated.H" + i).getConstructor().newInstance());
		}
		return handlers;
	}

	private static final class Source extends SimpleJavaFileObject {

		private final String code;

		Source(String name, String code) {
			super(URI.create("string:///generated/" + name + ".java"), Kind.SOURCE);
			this.code = code;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.code;
		}

	}

}
