package com.resync;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/**
 * The service. {@code ProblemValve} writes what Spring Boot's error pages would.
 */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
public class ResyncApplication {

	public static void main(String[] args) {
		SpringApplication.run(ResyncApplication.class, args);
	}

}
