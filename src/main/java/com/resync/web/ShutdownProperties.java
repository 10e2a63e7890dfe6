package com.resync.web;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the stop.
 *
 * @param drain how long requests are still served after SIGTERM, while readiness is 503
 * and each response closes its connection
 */
@Validated
@ConfigurationProperties("resync.shutdown")
record ShutdownProperties(@DefaultValue("0s") @DurationMin Duration drain) {

}
