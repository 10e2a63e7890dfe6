package com.resync.web;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of what is read from a client.
 *
 * @param maxBodySize how large the body of a request may be
 * @param bodyTimeout how long a client may take to send it
 */
@ConfigurationProperties("resync.http")
record HttpProperties(@DefaultValue("64KB") DataSize maxBodySize, @DefaultValue("30s") Duration bodyTimeout) {

}
