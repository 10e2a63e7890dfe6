package com.resync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.yaml.snakeyaml.Yaml;

/**
 * Reads the documentation, and the settings that exist, for tests.
 */
final class Documentation {

	static final Path OPERATIONS = Path.of("docs/operations.md");

	private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(?<language>\\w*)\n(?<code>.*?)^ *```$");

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private Documentation() {
	}

	static List<Path> files() {
		try (Stream<Path> docs = Files.list(Path.of("docs"))) {
			return Stream.concat(Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(Path::of), docs.sorted())
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The cells of all tables, row by row, without the bars and without code marks. */
	static List<List<String>> rows(Path file) {
		return text(file).lines()
			.filter((line) -> line.startsWith("| "))
			.map((line) -> Stream.of(line.substring(2, line.length() - 2).split(" \\| ")).map(String::trim).toList())
			.toList();
	}

	/** The code blocks in a language. */
	static List<String> blocks(Path file, String language) {
		return BLOCK.matcher(text(file))
			.results()
			.filter((block) -> block.group(1).equals(language))
			.map((block) -> block.group(2))
			.toList();
	}

	/** The documents of the Kubernetes manifest. */
	static List<Map<String, Object>> manifest() {
		List<Map<String, Object>> documents = new ArrayList<>();
		new Yaml().loadAll(blocks(OPERATIONS, "yaml").get(0)).forEach((document) -> documents.add(cast(document)));
		return documents;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> cast(Object document) {
		return (Map<String, Object>) document;
	}

	/** The distinct matches in a text. */
	static List<String> matches(String text, String regex) {
		Matcher matcher = Pattern.compile(regex).matcher(text);
		return matcher.results().map((match) -> match.group(1)).distinct().toList();
	}

	/** All settings by name, Spring Boot's included, with their default or "none". */
	static Map<String, String> settings() throws IOException {
		Map<String, String> settings = new TreeMap<>();
		for (URL metadata : Collections.list(Documentation.class.getClassLoader().getResources(METADATA))) {
			List<Map<String, Object>> properties = JsonPath
				.read(new String(metadata.openStream().readAllBytes(), StandardCharsets.UTF_8), "$.properties");
			properties.forEach((property) -> settings.put(String.valueOf(property.get("name")),
					text(property.getOrDefault("defaultValue", "none"))));
		}
		return settings;
	}

	private static String text(Object value) {
		return (value instanceof List<?> values && values.size() == 1) ? String.valueOf(values.get(0))
				: String.valueOf(value);
	}

	/** All settings as environment variables, of which Spring Boot accepts two forms. */
	static Set<String> variables() throws IOException {
		return settings().keySet()
			.stream()
			.flatMap((name) -> Stream.of(name.replace("-", ""), name.replace('-', '_')))
			.map((name) -> name.replace('.', '_').toUpperCase(Locale.ROOT))
			.collect(Collectors.toSet());
	}

}
