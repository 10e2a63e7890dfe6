package com.example.plain;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * A plain controller that runs the statements of the service by a {@code JdbcClient}:
 * what Spring itself takes for them, without a dispatcher, observations or error
 * responses.
 */
@SpringBootConfiguration
@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
		WebMvcAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class, JacksonAutoConfiguration.class,
		HttpEncodingAutoConfiguration.class, ValidationAutoConfiguration.class, DataSourceAutoConfiguration.class,
		DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class,
		JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class })
@RestController
public class PlainItems {

	private final JdbcClient jdbc;

	PlainItems(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	public static void main(String[] args) {
		SpringApplication.run(PlainItems.class, args);
	}

	@PostMapping("/items")
	@Transactional
	public ResponseEntity<Reply> create(@Valid @RequestBody Data data) {
		UUID id = UUID.randomUUID();
		OffsetDateTime now = OffsetDateTime.now();
		this.jdbc
			.sql("INSERT INTO item (id, version, created_at, updated_at, name, description) VALUES (?, ?, ?, ?, ?, ?)")
			.param(id)
			.param(1L)
			.param(now)
			.param(now)
			.param(data.name())
			.param(data.description())
			.update();
		return ResponseEntity.created(URI.create("/items/" + id))
			.body(new Reply("Item created", id, 1, now.toInstant(), now.toInstant(), data));
	}

	@GetMapping("/items/{id}")
	public ResponseEntity<Reply> get(@PathVariable UUID id) {
		return ResponseEntity
			.of(this.jdbc.sql("SELECT id, version, created_at, updated_at, name, description FROM item WHERE id = :id")
				.param("id", id)
				.query(PlainItems::reply)
				.optional());
	}

	private static Reply reply(ResultSet row, int number) throws SQLException {
		return new Reply("Item retrieved", row.getObject("id", UUID.class), row.getLong("version"),
				row.getObject("created_at", OffsetDateTime.class).toInstant(),
				row.getObject("updated_at", OffsetDateTime.class).toInstant(),
				new Data(row.getString("name"), row.getString("description")));
	}

	record Data(@NotBlank @Size(max = 200) String name, @Size(max = 2000) @Nullable String description) {
	}

	record Reply(String status, UUID id, long version, Instant createdAt, Instant updatedAt, Data data) {
	}

}
