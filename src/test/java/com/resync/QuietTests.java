package com.resync;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.aot.DisabledInAotMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service without a collector and without an access log.
 */
@ExtendWith(OutputCaptureExtension.class)
class QuietTests extends HttpTests {

	@Autowired
	private ApplicationContext context;

	@Test
	void nothingOfOpenTelemetryIsThere() {
		assertThat(Arrays.stream(this.context.getBeanDefinitionNames()).map(this.context::getType))
			.noneMatch((type) -> type != null && type.getName()
				.matches("io\\.opentelemetry\\..*|io\\.micrometer\\.(tracing|registry\\.otlp)\\..*"
						+ "|com\\.resync\\.LogExport|.*\\.Trace(Filter|Valve)"));
	}

	@Test
	@DisabledInAotMode("starts an application of its own, which Spring AOT has not processed")
	void logHasALineForTheStartAndNoneForRequests(CapturedOutput output) throws Exception {
		int before = output.getOut().length();
		new SpringApplicationBuilder(ResyncApplication.class).properties("server.port=0").run().close();
		create();
		get("/items/nonsense");
		assertThat(output.getOut().substring(before).lines()).satisfiesExactly(
				(line) -> assertThat(line)
					.matches(".* INFO .*] c\\.resync\\.cqrs\\.spring\\.SpringDispatcher +: Dispatching .*"),
				(line) -> assertThat(line).contains(": Ready on port "),
				(line) -> assertThat(line).contains("Stopping: "),
				(line) -> assertThat(line).contains(": Commencing graceful shutdown."),
				(line) -> assertThat(line).contains(": Graceful shutdown complete"));
	}

}
