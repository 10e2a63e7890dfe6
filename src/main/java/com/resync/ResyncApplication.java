package com.resync;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class ResyncApplication {

	public static void main(String[] args) {
		SpringApplication.run(ResyncApplication.class, args);
	}

}
