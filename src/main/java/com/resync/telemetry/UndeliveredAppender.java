package com.resync.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs a failed export as one WARN line. The libraries log it as an ERROR with a stack
 * trace, but a collector that is down is not an error of the service.
 */
class UndeliveredAppender extends AppenderBase<ILoggingEvent> {

	private static final Log logger = LogFactory.getLog(UndeliveredAppender.class);

	@Override
	protected void append(ILoggingEvent event) {
		IThrowableProxy cause = event.getThrowableProxy();
		logger.warn(event.getFormattedMessage() + ((cause != null) ? ": " + cause.getMessage() : ""));
	}

}
