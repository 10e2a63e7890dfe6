package com.resync;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether the metrics in the alerts of docs/operations.md exist.
 */
class AlertTests extends HttpTests {

	/** Of the table of alerts: an expression, for how long, in which store, why. */
	private static final Pattern ROW = Pattern
		.compile("(?m)^\\| `(?<expression>[^`]+)` \\| \\d+ min \\| (?<store>\\w+) \\| .+ \\|$");

	/** Each metric of the service has an underscore, and none of the labels used. */
	private static final Pattern METRIC = Pattern.compile("[a-z]+(_[a-z]+)+");

	@Test
	void metricsToAlertOnExist() throws Exception {
		create();
		List<String> metrics = metrics("any", store());
		assertThat(metrics).hasSizeGreaterThan(8);
		String reported = get("/actuator/prometheus").body();
		assertThat(metrics).allSatisfy((metric) -> assertThat(reported).containsPattern("(?m)^" + metric + "[{ ]"));
	}

	String store() {
		return "memory";
	}

	private static List<String> metrics(String... stores) {
		List<String> metrics = new ArrayList<>();
		Matcher row = ROW.matcher(Documentation.text(Documentation.OPERATIONS));
		while (row.find()) {
			if (List.of(stores).contains(row.group("store"))) {
				METRIC.matcher(row.group("expression")).results().forEach((name) -> metrics.add(name.group()));
			}
		}
		return metrics;
	}

}
