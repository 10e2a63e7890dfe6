package com.resync.web;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;

/**
 * Drains connections before the server stops: for some time after SIGTERM, requests are
 * still served, but readiness is 503 and each response closes its connection, so that
 * balancers and clients use another instance. Spring Boot's graceful shutdown refuses new
 * connections at once.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class Drain implements Filter {

	private static final Log logger = LogFactory.getLog(Drain.class);

	private final ApplicationContext context;

	private final Duration duration;

	private volatile boolean draining;

	Drain(ApplicationContext context, ShutdownProperties properties) {
		this.context = context;
		this.duration = properties.drain();
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (this.draining) {
			((HttpServletResponse) response).setHeader(HttpHeaders.CONNECTION, "close");
		}
		chain.doFilter(request, response);
	}

	/** Readiness is 503 already, and nothing that requests need has been stopped. */
	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void closed(ContextClosedEvent event) {
		if (event.getApplicationContext() != this.context) {
			return;
		}
		String drain = this.duration.isZero() ? ""
				: "for %s s readiness is refused and requests are still served, then "
					.formatted(this.duration.toMillis() / 1000.0);
		logger.info("Stopping: " + drain + "requests in progress are finished, new ones refused");
		this.draining = true;
		try {
			Thread.sleep(this.duration.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
