package com.resync;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.stereotype.Component;

/**
 * Logs a line when the service is ready, with the details that the
 * {@link InfoContributor}s of the other packages contribute.
 */
@Component
class ReadyLog {

	private static final Log logger = LogFactory.getLog(ReadyLog.class);

	private final List<InfoContributor> contributors;

	ReadyLog(List<InfoContributor> contributors) {
		this.contributors = contributors;
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		String port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
		double uptime = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
		logger.info(String.format(Locale.ROOT, "Ready%s after %.1f s: %s", (port != null) ? " on port " + port : "",
				uptime, info()));
	}

	/** A mistyped profile would otherwise go unnoticed. */
	@EventListener
	void profiles(ApplicationReadyEvent event) {
		ConfigurableEnvironment environment = event.getApplicationContext().getEnvironment();
		for (String profile : environment.getActiveProfiles()) {
			if (environment.getPropertySources().stream().noneMatch((source) -> isOf(profile, source))) {
				logger.warn("The profile '%s' is active, but has no application-%s file".formatted(profile, profile));
			}
		}
	}

	private static boolean isOf(String profile, PropertySource<?> source) {
		return source.getName().contains("application-" + profile + ".");
	}

	private String info() {
		Info.Builder info = new Info.Builder();
		this.contributors.forEach((contributor) -> contributor.contribute(info));
		return info.build()
			.getDetails()
			.entrySet()
			.stream()
			.filter((detail) -> !(detail.getValue() instanceof Map))
			.map((detail) -> detail.getKey() + " " + detail.getValue())
			.sorted()
			.collect(Collectors.joining(", "));
	}

}
