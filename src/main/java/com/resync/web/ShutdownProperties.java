package com.resync.web;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the service stops.
 *
 * @param drain how long the service goes on serving after SIGTERM, while its readiness
 * tells balancers to send no more and each answer closes its connection
 */
@Validated
@ConfigurationProperties("resync.shutdown")
record ShutdownProperties(@DefaultValue("0s") @DurationMin Duration drain) {

}
