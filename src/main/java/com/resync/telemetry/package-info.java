/**
 * Export of traces, logs and metrics by OTLP, each only if its endpoint is configured.
 */
@NullMarked
package com.resync.telemetry;

import org.jspecify.annotations.NullMarked;
