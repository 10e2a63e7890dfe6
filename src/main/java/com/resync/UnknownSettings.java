package com.resync;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.UrlResource;
import org.springframework.stereotype.Component;

/**
 * Stops the start if a setting under {@code resync} or {@code items} does not exist, for
 * example because it is mistyped. Spring Boot's {@code ignoreUnknownFields = false}
 * checks only the prefix of one record. Environment variables are not checked, since
 * Kubernetes sets some that look like settings.
 */
@Component
class UnknownSettings {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final List<ConfigurationPropertyName> OWN = List.of(ConfigurationPropertyName.of("resync"),
			ConfigurationPropertyName.of("items"));

	/**
	 * Checks all settings.
	 * @throws MisconfiguredException if one does not exist
	 */
	UnknownSettings(Environment environment, JsonMapper mapper) throws IOException {
		Set<ConfigurationPropertyName> known = known(mapper);
		ConfigurationPropertySources.get(environment)
			.forEach((source) -> set(source).filter((name) -> isIn(OWN, name))
				.filter((name) -> !known.contains(name) && !isIn(known, name))
				.forEach((name) -> {
					throw new MisconfiguredException("There is no such setting: %s, set by %s".formatted(name,
							Origin.from(source.getConfigurationProperty(name))), "Correct or remove it.");
				}));
	}

	/** From the file of the service; a library may come first on the class path. */
	private static Set<ConfigurationPropertyName> known(JsonMapper mapper) throws IOException {
		for (URL file : Collections.list(UnknownSettings.class.getClassLoader().getResources(METADATA))) {
			Set<ConfigurationPropertyName> names = mapper.readTree(new UrlResource(file).getContentAsByteArray())
				.path("properties")
				.valueStream()
				.map((property) -> ConfigurationPropertyName.of(property.path("name").asString()))
				.collect(Collectors.toSet());
			if (names.stream().anyMatch((name) -> isIn(OWN, name))) {
				return names;
			}
		}
		throw new FileNotFoundException(METADATA + " has no settings of the service");
	}

	/** An element of a list or a map is below its setting. */
	private static boolean isIn(Collection<ConfigurationPropertyName> parents, ConfigurationPropertyName name) {
		return parents.stream().anyMatch((parent) -> parent.isAncestorOf(name));
	}

	private static Stream<ConfigurationPropertyName> set(ConfigurationPropertySource source) {
		return (source instanceof IterableConfigurationPropertySource settings
				&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) ? settings.stream()
						: Stream.empty();
	}

}
