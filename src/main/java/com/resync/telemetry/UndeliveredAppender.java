package com.resync.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells in a line that something was not delivered, where the libraries that send it tell
 * it as an error with a stack trace: a collector that is down is no fault of the
 * service's.
 */
class UndeliveredAppender extends AppenderBase<ILoggingEvent> {

	private static final Log logger = LogFactory.getLog(UndeliveredAppender.class);

	@Override
	protected void append(ILoggingEvent event) {
		IThrowableProxy cause = event.getThrowableProxy();
		logger.warn(event.getFormattedMessage() + ((cause != null) ? ": " + cause.getMessage() : ""));
	}

}
