package com.resync;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Stops the start if one of the service's own settings does not exist, for example
 * because it is mistyped. Spring Boot's {@code ignoreUnknownFields = false} checks only
 * the prefix of one record. Environment variables are not checked, since Kubernetes sets
 * some that look like settings.
 */
@Component
class UnknownSettings {

	/** The prefix of the settings of all actuator endpoints, which are not checked. */
	private static final ConfigurationPropertyName ENDPOINTS = ConfigurationPropertyName.of("management");

	/**
	 * Checks all settings.
	 * @throws InvalidConfigurationPropertyValueException if one does not exist
	 */
	UnknownSettings(Environment environment, JsonMapper mapper) throws IOException {
		JsonNode metadata = mapper
			.readTree(new ClassPathResource("META-INF/spring-configuration-metadata.json").getContentAsByteArray());
		Set<ConfigurationPropertyName> known = names(metadata.path("properties")).collect(Collectors.toSet());
		Set<ConfigurationPropertyName> roots = names(metadata.path("groups")).map((name) -> name.chop(1))
			.filter((root) -> !root.equals(ENDPOINTS))
			.collect(Collectors.toSet());
		ConfigurationPropertySources.get(environment)
			.forEach((source) -> set(source).filter((name) -> roots.contains(name.chop(1)))
				.filter((name) -> !known.contains(name.isLastElementIndexed() ? name.getParent() : name))
				.forEach((name) -> {
					throw new InvalidConfigurationPropertyValueException(name.toString(),
							environment.getProperty(name.toString()), "There is no such setting.");
				}));
	}

	private static Stream<ConfigurationPropertyName> set(ConfigurationPropertySource source) {
		return (source instanceof IterableConfigurationPropertySource settings
				&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) ? settings.stream()
						: Stream.empty();
	}

	private static Stream<ConfigurationPropertyName> names(JsonNode entries) {
		return entries.valueStream().map((entry) -> ConfigurationPropertyName.of(entry.path("name").asString()));
	}

}
