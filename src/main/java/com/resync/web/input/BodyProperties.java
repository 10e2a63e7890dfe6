package com.resync.web.input;

import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of JSON bodies.
 *
 * @param maxBodySize the largest JSON body that is read, at most 1 GB
 */
@Validated
@ConfigurationProperties("resync.http")
record BodyProperties(@DefaultValue("64KB") @Positive DataSize maxBodySize) {
}
