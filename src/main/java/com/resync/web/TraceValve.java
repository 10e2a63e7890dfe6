package com.resync.web;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.MDC;

/**
 * Takes what {@link TraceFilter} put into the log's context (MDC) away when the container
 * is done with a request: its thread serves others.
 */
class TraceValve extends ValveBase {

	TraceValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		try {
			getNext().invoke(request, response);
		}
		finally {
			MDC.remove(TraceFilter.TRACE_ID);
			MDC.remove(TraceFilter.SPAN_ID);
		}
	}

}
