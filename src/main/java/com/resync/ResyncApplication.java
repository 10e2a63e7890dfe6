package com.resync;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Starts the service. Spring Boot's error page is excluded, since {@code ProblemValve}
 * writes the errors that Spring MVC does not map.
 */
@Import(ProcessedParts.Registrar.class)
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
public class ResyncApplication {

	public static void main(String[] args) {
		SpringApplication.run(ResyncApplication.class, args);
	}

}
