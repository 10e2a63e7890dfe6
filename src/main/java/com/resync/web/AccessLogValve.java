package com.resync.web;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.servlet.ServletException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Logs a line for every request, those included that the container refuses by itself;
 * what they said is "-" where it could not be read. The query is left out, since it may
 * hold secrets. In structured logs the parts are fields as the Elastic Common Schema
 * names them, durations in nanoseconds.
 */
class AccessLogValve extends ValveBase implements AccessLog {

	private static final Logger logger = LoggerFactory.getLogger("access");

	private static final Pattern UNPRINTABLE = Pattern.compile("[^!-~]");

	AccessLogValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		getNext().invoke(request, response);
	}

	@Override
	public void log(Request request, Response response, long nanoseconds) {
		Object traceId = request.getAttribute(TraceFilter.TRACE_ID);
		if (traceId != null) {
			MDC.put(TraceFilter.TRACE_ID, traceId.toString());
		}
		try {
			log(printable(request.getMethod()), printable(request.getRequestURI()), response.getStatus(),
					response.getBytesWritten(false), nanoseconds, printable(client(request)));
		}
		finally {
			MDC.remove(TraceFilter.TRACE_ID);
		}
	}

	/**
	 * Where a proxy stands in front, as that says, if the container is told to heed it.
	 */
	private static @Nullable String client(Request request) {
		Object forwarded = request.getAttribute(REMOTE_ADDR_ATTRIBUTE);
		return (forwarded != null) ? forwarded.toString() : request.getRemoteAddr();
	}

	private static void log(String method, String path, int status, long bytes, long nanoseconds, String client) {
		logger.atInfo()
			.addKeyValue("http.request.method", method)
			.addKeyValue("url.path", path)
			.addKeyValue("http.response.status_code", status)
			.addKeyValue("http.response.body.bytes", bytes)
			.addKeyValue("event.duration", nanoseconds)
			.addKeyValue("client.ip", client)
			.log(String.format(Locale.ROOT, "%s %s %d, %d bytes in %.1f ms to %s", method, path, status, bytes,
					nanoseconds / 1e6, client));
	}

	/** No line breaks above all, which a header of a proxy may have in Latin-1. */
	private static String printable(@Nullable String text) {
		return (text == null || text.isEmpty()) ? "-" : UNPRINTABLE.matcher(text).replaceAll("?");
	}

	@Override
	public void setRequestAttributesEnabled(boolean requestAttributesEnabled) {
	}

	@Override
	public boolean getRequestAttributesEnabled() {
		return false;
	}

}
