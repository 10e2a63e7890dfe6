/**
 * What the service sends of itself by OTLP: traces, logs and metrics, each only where it
 * is told where to.
 */
@NullMarked
package com.resync.telemetry;

import org.jspecify.annotations.NullMarked;
