package com.resync;

import java.net.http.HttpResponse;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Without an issuer, nothing of Spring Security is active.
 */
class OpenAccessTests extends HttpTests {

	@Autowired
	private ConfigurableApplicationContext context;

	/** Except the bean that lets security filters find the actuator. */
	@Test
	void nothingOfSecurityIsThere() {
		assertThat(this.context.containsBean("springSecurityFilterChain")).isFalse();
		assertThat(Arrays.stream(this.context.getBeanDefinitionNames())
			.map((name) -> String.valueOf(this.context.getType(name)))
			.filter((type) -> type.contains("springframework.security")
					|| type.contains("springframework.boot.security"))
			.filter((type) -> !type.contains("RequestMatcher"))).isEmpty();
		assertThat(ConditionEvaluationReport.get(this.context.getBeanFactory()).getUnconditionalClasses())
			.noneMatch((name) -> name.startsWith("org.springframework.boot.security"));
	}

	@Test
	void everybodyMayDoEverything() throws Exception {
		HttpResponse<String> response = post("{\"name\":\"x\"}", "Authorization", "Bearer of no token");
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(response.headers().map()).doesNotContainKey("Set-Cookie");
		assertThat(get("/actuator/info").body()).contains("\"access\":\"open to all\"");
	}

}
