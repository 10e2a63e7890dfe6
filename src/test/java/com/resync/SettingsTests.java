package com.resync;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The settings: the tables of the documentation, and values that stop the start.
 */
class SettingsTests {

	private static final Pattern OWN = Pattern.compile("(resync|items)\\..*");

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `(?<name>[^`]+)` \\| (?<default>[^|]+) \\| .+ \\|$");

	/** The metadata that the configuration processor writes in the build. */
	private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	@Test
	void eachSettingIsListedOnceWithItsDefault() throws Exception {
		assertThat(listed()).isEqualTo(existing());
	}

	/** The settings in the table, each with its documented defaults. */
	private static Map<String, List<String>> listed() throws Exception {
		Map<String, List<String>> settings = new TreeMap<>();
		Matcher row = ROW.matcher(Files.readString(Documentation.OPERATIONS));
		while (row.find()) {
			if (OWN.matcher(row.group("name")).matches()) {
				settings.computeIfAbsent(row.group("name"), (name) -> new ArrayList<>())
					.add(literal(row.group("default")));
			}
		}
		return settings;
	}

	/** A default that is computed is described in words, and is none here. */
	private static String literal(String text) {
		return text.startsWith("`") ? text.replace("`", "") : "none";
	}

	/**
	 * The default of the service, or else of Spring Boot, which does not know all of
	 * them.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "docs/operations.md", "docs/postgresql.md", "docs/security.md" })
	void settingsOfSpringBootAreListedWithTheirDefaults(Path file) throws Exception {
		Properties set = PropertiesLoaderUtils.loadProperties(new ClassPathResource("application.properties"));
		Map<String, String> all = Documentation.settings();
		Matcher row = ROW.matcher(Documentation.text(file));
		while (row.find()) {
			String name = row.group("name");
			if (name.matches("(server|spring|logging)\\..*") && row.group("default").startsWith("`")) {
				assertThat(String.valueOf(set.getOrDefault(name, all.getOrDefault(name, "no setting")))).as(name)
					.isIn(row.group("default").replace("`", ""), "none");
			}
		}
	}

	private static Map<String, List<String>> existing() throws Exception {
		Map<String, List<String>> settings = new TreeMap<>();
		List<Map<String, Object>> properties = JsonPath.read(Files.readString(METADATA), "$.properties");
		for (Map<String, Object> property : properties) {
			String name = String.valueOf(property.get("name"));
			if (OWN.matcher(name).matches()) {
				settings.put(name, List.of(String.valueOf(property.getOrDefault("defaultValue", "none"))));
			}
		}
		return settings;
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			items.memory,            capacity,              0
			items.memory,            maxSize,               0B
			resync.cqrs.idempotency, maxSize,               -1B
			resync.cqrs.idempotency, retention,             0s
			resync.http,             maxBodySize,           0B
			resync.shutdown,         drain,                 -1s
			""")
	void badValueStopsTheStartAndIsNamed(String prefix, String name, String value) {
		new ApplicationContextRunner().withUserConfiguration(Settings.class)
			.withPropertyValues(prefix + "." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'%s' on field '%s': rejected value", prefix, name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "resync.http.max-body-sise", "resync.nothing", "resync.cors.allowed-origin[0]",
			"items.memory.capasity", "items.nothing.at-all" })
	void settingThatDoesNotExistStopsTheStartAndIsNamed(String name) {
		assertThatException().isThrownBy(() -> start("--" + name + "=1").close())
			.havingRootCause()
			.withMessageContaining("There is no such setting: " + name);
	}

	@Test
	void settingsThatExistAreFound() {
		start("--resync.http.maxBodySize=1KB", "--resync.cors.allowed-origins[0]=https://app.example.org",
				"--ITEMS_MEMORY_CAPACITY=5", "--resyncs.other=1")
			.close();
	}

	/** As Kubernetes does for a service named resync-items. */
	@Test
	void variablesOfAKubernetesServiceAreNoSettings() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
							Map.of("RESYNC_ITEMS_SERVICE_HOST", "10.0.0.1", "RESYNC_ITEMS_PORT", "tcp://10.0.0.1:80")));
		new SpringApplicationBuilder(ResyncApplication.class).environment(environment)
			.web(WebApplicationType.NONE)
			.run()
			.close();
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(ResyncApplication.class).web(WebApplicationType.NONE).run(arguments);
	}

	@Test
	void defaultsAreGood() {
		new ApplicationContextRunner().withUserConfiguration(Settings.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Configuration(proxyBeanMethods = false)
	@ConfigurationPropertiesScan("com.resync")
	static class Settings {

	}

}
