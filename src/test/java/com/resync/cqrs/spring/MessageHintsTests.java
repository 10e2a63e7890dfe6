package com.resync.cqrs.spring;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The hints for native images that messages need.
 */
class MessageHintsTests {

	@Test
	void messagesTheirResultsAndTheirConstraintsAreReachable() {
		RuntimeHints hints = hints();
		assertThat(RuntimeHintsPredicates.reflection().onType(Buy.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Line.class)
			.withMemberCategories(MemberCategory.ACCESS_DECLARED_FIELDS)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(Receipt.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(EvenValidator.class)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
	}

	private static RuntimeHints hints() {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.registerBean(BuyHandler.class);
			DefaultGenerationContext generation = new DefaultGenerationContext(
					new ClassNameGenerator(ClassName.get(MessageHintsTests.class)), new InMemoryGeneratedFiles());
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			return generation.getRuntimeHints();
		}
	}

	record Buy(List<@Valid Line> lines) implements Command<List<Receipt>> {
	}

	record Line(@Even int quantity) {
	}

	record Receipt(String number) {
	}

	static class BuyHandler implements CommandHandler<Buy, List<Receipt>> {

		@Override
		public List<Receipt> handle(Buy command) {
			return List.of();
		}

	}

	@Constraint(validatedBy = EvenValidator.class)
	@Retention(RetentionPolicy.RUNTIME)
	@interface Even {

		String message() default "must be even";

		Class<?>[] groups() default {};

		Class<? extends Payload>[] payload() default {};

	}

	static class EvenValidator implements ConstraintValidator<Even, Integer> {

		@Override
		public boolean isValid(@Nullable Integer value, ConstraintValidatorContext context) {
			return value == null || value % 2 == 0;
		}

	}

}
