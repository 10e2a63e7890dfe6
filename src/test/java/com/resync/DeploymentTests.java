package com.resync;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springdoc.core.models.GroupedOpenApi;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service with other paths and ports than the default ones.
 */
class DeploymentTests {

	private final HttpClient client = HttpClient.newHttpClient();

	private @Nullable ConfigurableApplicationContext context;

	@AfterEach
	void stop() {
		if (this.context != null) {
			this.context.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "server.servlet.context-path=/ctx, /ctx", "spring.mvc.servlet.path=/api, /api",
			"spring.main.lazy-initialization=true, ''" })
	void linksHaveThePathThatTheServiceIsServedUnder(String setting, String prefix) throws Exception {
		start(ResyncApplication.class, setting);
		assertLinks(prefix, prefix);
	}

	@Test
	void linksHaveThePrefixOfTheProxy() throws Exception {
		start(ResyncApplication.class, "server.forward-headers-strategy=framework");
		assertLinks("", "/behind/proxy", "X-Forwarded-Prefix", "/behind/proxy");
		assertLinks("", "/be%20hind/proxy", "X-Forwarded-Prefix", "/be%20hind, /proxy/");
	}

	@Test
	void forwardedHeadersThatFormNoUrlAreRefused() throws Exception {
		start(ResyncApplication.class, "server.forward-headers-strategy=framework");
		for (String header : List.of("X-Forwarded-Prefix: behind", "X-Forwarded-Prefix: /be hind",
				"X-Forwarded-Host: \"", "X-Forwarded-Proto: ;", "X-Forwarded-Port: abc", "Forwarded: host=a:b:c")) {
			String[] parts = header.split(": ");
			assertProblem(send("POST", "/items", "{\"name\":\"x\"}", parts), 400);
			assertProblem(send("GET", "/v3/api-docs", "", parts), 400);
		}
		assertThat(JsonPath.<List<?>>read(send("GET", "/items", "").body(), "$.items")).isEmpty();
	}

	@Test
	void linksHaveThePrefixOfControllers() throws Exception {
		start(Prefixed.class);
		assertLinks("/v1", "/v1");
	}

	/** A client that follows a link sends the prefix that is in it. */
	private void assertLinks(String inside, String outside, String... headers) throws Exception {
		HttpResponse<String> created = send("POST", inside + "/items", "{\"name\":\"x\"}", headers);
		assertThat(created.statusCode()).isEqualTo(201);
		send("POST", inside + "/items", "{\"name\":\"y\"}", headers);
		String location = created.headers().firstValue("Location").orElseThrow();
		assertThat(location).startsWith(outside + "/items/");
		assertThat(send("GET", location.replaceFirst(outside, inside), "").statusCode()).isEqualTo(200);
		HttpResponse<String> page = send("GET", inside + "/items?limit=1", "", headers);
		String next = JsonPath.read(page.body(), "$.next");
		assertThat(next).startsWith(outside + "/items?limit=1&after=");
		assertThat(page.headers().firstValue("Link")).hasValue("<" + next + ">; rel=\"next\"");
		String api = send("GET", inside.equals("/v1") ? "/v3/api-docs" : inside + "/v3/api-docs", "", headers).body();
		String server = JsonPath.read(api, "$.servers[0].url");
		String path = inside.equals("/v1") ? "/v1/items" : "/items";
		assertThat(JsonPath.<Object>read(api, "$.paths['" + path + "']")).isNotNull();
		assertThat((server.equals("/") ? "" : server) + path).isEqualTo(outside + "/items");
	}

	@Test
	void managementPortHasProblemsAndSecurityHeadersToo() throws Exception {
		start(ResyncApplication.class, "management.server.port=0",
				"management.endpoints.web.cors.allowed-origins=https://app.example.org");
		String port = property("local.management.port");
		assertThat(sendTo(port, "GET", "/actuator/health", "").body()).contains("UP");
		assertThat(send("GET", "/actuator/health", "").statusCode()).isEqualTo(404);
		assertProblem(sendTo(port, "GET", "/actuator/nothing", ""), 404);
		assertProblem(sendTo(port, "GET", "/nothing", ""), 404);
		assertProblem(sendTo(port, "DELETE", "/actuator/health", ""), 405);
		assertProblem(sendTo(port, "GET", "/actuator/health", "", "Accept", "nonsense"), 400, 406);
		assertProblem(sendTo(port, "GET", "/actuator/health", "", "Accept-Language", "a,".repeat(50)), 200);
		assertProblem(sendTo(port, "GET", "/actuator/prometheus", "", "Accept", ""), 200);
		assertProblem(sendTo(port, "GET", "/actuator/health", "", "Origin", "https://evil.example.org"), 403);
	}

	private static void assertProblem(HttpResponse<String> response, Integer... statuses) {
		assertThat(response.statusCode()).as(response.body()).isIn((Object[]) statuses);
		assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		if (response.statusCode() >= 400) {
			assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
			assertThat(response.body()).contains("\"type\":\"about:blank\"", "\"instance\":\"/");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "2147483647B", "3GB" })
	void bodySizeBeyondWhatFitsIntoAnArrayIsThatOne(String size) throws Exception {
		start(ResyncApplication.class, "resync.http.max-body-size=" + size);
		BodyPublisher chunked = BodyPublishers
			.ofInputStream(() -> new ByteArrayInputStream("{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8)));
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + property("local.server.port") + "/items"))
			.POST(chunked)
			.header("Content-Type", "application/json")
			.build();
		assertThat(this.client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
	}

	@Test
	void managementPortRefusesMalformedForwardedHeadersToo() throws Exception {
		start(ResyncApplication.class, "management.server.port=0", "springdoc.use-management-port=true",
				"management.endpoints.web.exposure.include=openapi,swagger-ui");
		String port = property("local.management.port");
		for (String path : List.of("/actuator/openapi", "/actuator/swagger-ui/index.html")) {
			assertProblem(sendTo(port, "GET", path, "", "X-Forwarded-Port", "abc"), 400);
		}
	}

	@Test
	void pageToTryTheCallsMovesAndGroupsAreDescribed() throws Exception {
		start(Grouped.class, "springdoc.swagger-ui.path=/docs/try", "springdoc.swagger-ui.use-root-path=false");
		HttpResponse<String> redirect = send("GET", "/docs/try", "");
		assertThat(redirect.statusCode()).isEqualTo(302);
		HttpResponse<String> page = send("GET", redirect.headers().firstValue("Location").orElseThrow(), "");
		assertThat(page.body()).contains("Swagger UI");
		assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("script-src 'self'");
		String api = send("GET", "/v3/api-docs/all", "").body();
		assertThat(JsonPath.<Object>read(api, "$.components.responses.NotFound")).isNotNull();
	}

	private void start(Class<?> application, String... properties) {
		this.context = new SpringApplicationBuilder(application).properties("server.port=0")
			.run(Stream.of(properties).map("--"::concat).toArray(String[]::new));
	}

	private String property(String name) {
		return (this.context != null) ? this.context.getEnvironment().getRequiredProperty(name) : "";
	}

	private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
		return sendTo(property("local.server.port"), method, path, body, headers);
	}

	private HttpResponse<String> sendTo(String port, String method, String path, String body, String... headers)
			throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.method(method, BodyPublishers.ofString(body))
			.header("Content-Type", "application/json");
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ResyncApplication.class)
	static class Prefixed implements WebMvcConfigurer {

		@Override
		public void configurePathMatch(PathMatchConfigurer configurer) {
			configurer.addPathPrefix("/v1", (type) -> type.isAnnotationPresent(RestController.class)
					&& type.getPackageName().startsWith("com.resync.items"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ResyncApplication.class)
	static class Grouped {

		@Bean
		GroupedOpenApi all() {
			return GroupedOpenApi.builder().group("all").pathsToMatch("/items/**").build();
		}

	}

}
