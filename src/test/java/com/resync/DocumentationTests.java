package com.resync;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import org.springframework.http.HttpStatus;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether the files, settings, classes and problems that the documentation names exist.
 */
class DocumentationTests {

	/** Names in examples, which do not exist in this project. */
	private static final String EXAMPLES = ".*(GetItemName|/notes/|\\.notes\\.|Note[A-Z]|V3__).*";

	static List<Path> files() {
		return Documentation.files();
	}

	@Test
	void readmeIsReadInFiveMinutes() {
		assertThat(Documentation.text(Path.of("README.md")).lines()).hasSizeLessThanOrEqualTo(150);
	}

	@ParameterizedTest
	@MethodSource("files")
	void linksLeadSomewhere(Path file) {
		List<String> links = Documentation.matches(Documentation.text(file), "\\]\\((?!https?:)([^)\\s]+)\\)");
		assertThat(links).allSatisfy((link) -> {
			String[] parts = link.split("#", 2);
			Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
			assertThat(target).exists();
			if (parts.length > 1) {
				assertThat(anchors(target)).contains(parts[1]);
			}
		});
	}

	/** As GitHub derives them from headings. */
	private static List<String> anchors(Path file) {
		return Documentation.matches(Documentation.text(file), "(?m)^#+ (.+)$")
			.stream()
			.map((heading) -> heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("files")
	void filesAndTestsThatAreNamedExist(Path file) throws IOException {
		String text = Documentation.text(file);
		assertThat(Documentation.matches(text, "`((?:bin|docs|src)/[\\w./-]+)`")).filteredOn(DocumentationTests::isReal)
			.allSatisfy((path) -> assertThat(Path.of(path)).exists());
		Set<String> tests = tests();
		assertThat(Documentation.matches(text, "[`=](\\w+(?:Tests|Benchmark))\\b"))
			.filteredOn(DocumentationTests::isReal)
			.isSubsetOf(tests);
	}

	private static boolean isReal(String name) {
		return !name.matches(EXAMPLES);
	}

	private static Set<String> tests() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
			return files.map((file) -> file.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
		}
	}

	@ParameterizedTest
	@MethodSource("files")
	void classesThatExamplesImportExist(Path file) {
		List<String> imports = Documentation.blocks(file, "java")
			.stream()
			.flatMap((code) -> Documentation.matches(code, "(?m)^import ([\\w.]+);").stream())
			.filter(DocumentationTests::isReal)
			.toList();
		assertThat(imports).allMatch((name) -> ClassUtils.isPresent(name, getClass().getClassLoader()));
	}

	/** Except in the change log, which names removed settings. */
	@ParameterizedTest
	@MethodSource("files")
	void settingsThatAreNamedExist(Path file) throws IOException {
		Set<String> names = Documentation.settings().keySet();
		List<String> named = Documentation.matches(Documentation.text(file),
				"[`-]((?:server|spring|management|resync|items)(?:\\.[a-zA-Z0-9-]+)+)[`=]");
		assertThat(named).filteredOn((name) -> !file.endsWith("CHANGELOG.md"))
			.allMatch((name) -> names.contains(name) || names.contains(parent(name))
					|| names.stream().anyMatch((known) -> known.startsWith(name + ".")), "a setting");
	}

	/** The name of a map, such as data-source-properties. */
	private static String parent(String name) {
		return name.substring(0, name.lastIndexOf('.'));
	}

	@Test
	void everyProblemOfTheCodeIsInTheTable() throws IOException {
		Set<String> problems = new TreeSet<>();
		try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
			sources.filter(Files::isRegularFile).map(Documentation::text).forEach((code) -> {
				Documentation.matches(code, "(HttpStatus\\.[A-Z_]+,\\s*(?:value = )?\"[a-z]+(?:-[a-z]+)*\")")
					.forEach((found) -> problems.add(statusOf(found) + " " + found.replaceAll("(?s).*\"(.*)\"", "$1")));
				Documentation.matches(code, "@ProblemType\\(\"([a-z-]+)\"")
					.forEach((slug) -> problems.add("400 " + slug));
			});
		}
		problems.add("400 invalid-request");
		assertThat(documentedProblems()).as("the table of errors in docs/http-api.md, beside those in the code")
			.isEqualTo(problems)
			.hasSizeGreaterThan(10);
	}

	private static int statusOf(String found) {
		return HttpStatus.valueOf(found.replaceAll("(?s)HttpStatus\\.([A-Z_]+),.*", "$1")).value();
	}

	private static Set<String> documentedProblems() {
		return Documentation.rows(Path.of("docs/http-api.md"))
			.stream()
			.filter((row) -> row.get(0).matches("\\d{3}") && row.get(1).startsWith("`"))
			.map((row) -> row.get(0) + " " + row.get(1).replace("`", ""))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Test
	void kubernetesManifestFitsTheDefaults() throws IOException {
		List<Map<String, Object>> manifest = Documentation.manifest();
		Integer port = Integer.valueOf(Documentation.settings().getOrDefault("server.port", ""));
		List<Object> ports = new ArrayList<>(JsonPath.<List<Object>>read(manifest, "$..containerPort"));
		ports.addAll(JsonPath.<List<Object>>read(manifest, "$..httpGet.port"));
		ports.addAll(JsonPath.<List<Object>>read(manifest, "$..targetPort"));
		assertThat(ports).hasSize(5).containsOnly(port);
		assertThat(JsonPath.<List<String>>read(manifest, "$..env[*].name")).isNotEmpty()
			.isSubsetOf(Documentation.variables());
		int grace = JsonPath.<List<Integer>>read(manifest, "$..terminationGracePeriodSeconds").get(0);
		String drain = JsonPath.<List<String>>read(manifest, "$..env[?(@.name == 'RESYNC_SHUTDOWN_DRAIN')].value")
			.get(0);
		assertThat(grace).isGreaterThan(30 + Integer.parseInt(drain.replace("s", "")));
		assertThat(Documentation.text(Path.of("Dockerfile"))).contains("RESYNC_SHUTDOWN_DRAIN=" + drain,
				"EXPOSE " + port, "uid " + JsonPath.<List<Integer>>read(manifest, "$..runAsUser").get(0));
	}

	@Test
	void composeFileFitsTheDefaults() throws IOException {
		String port = Documentation.settings().getOrDefault("server.port", "");
		Map<String, Object> compose;
		try (InputStream file = Files.newInputStream(Path.of("compose.yaml"))) {
			compose = new Yaml().load(file);
		}
		assertThat(JsonPath.<Map<String, Object>>read(compose, "$.services.items.environment").keySet())
			.isSubsetOf(Documentation.variables());
		assertThat(JsonPath.<List<String>>read(compose, "$.services.items.ports[*]"))
			.allMatch((published) -> published.endsWith(":" + port));
	}

}
