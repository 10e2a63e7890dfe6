package com.resync.web;

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
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Logs a line when the service is ready and a line when it stops. What the other packages
 * have to say at the start they say as an {@link InfoContributor}.
 */
@Component
class LifecycleLog {

	private static final Log logger = LogFactory.getLog(LifecycleLog.class);

	private final ApplicationContext context;

	private final List<InfoContributor> contributors;

	LifecycleLog(ApplicationContext context, List<InfoContributor> contributors) {
		this.context = context;
		this.contributors = contributors;
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		logger.info("Ready%s after %s s: %s".formatted(port(event), uptime(), info()));
	}

	/** Bean destruction would be too late: the server has stopped by then. */
	@EventListener
	void closed(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context) {
			logger.info("Stopping after %s s: requests in progress are finished, new ones refused".formatted(uptime()));
		}
	}

	private static String port(ApplicationReadyEvent event) {
		return (event.getApplicationContext() instanceof WebServerApplicationContext context
				&& context.getWebServer() != null) ? " on port " + context.getWebServer().getPort() : "";
	}

	/** Seconds since the JVM started. */
	private static String uptime() {
		return String.format(Locale.ROOT, "%.1f", ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
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
