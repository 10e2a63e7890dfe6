package com.resync.web;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which web pages of other origins may call the service.
 *
 * @param allowedOrigins such as {@code https://app.example.org}; none unless said
 */
@ConfigurationProperties("resync.cors")
record CorsProperties(@DefaultValue List<String> allowedOrigins) {

}
