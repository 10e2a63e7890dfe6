package com.resync;

import com.resync.cqrs.Message;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "com.resync", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

	/** All but the features. */
	private static final String[] SHARED = { "com.resync", "com.resync.cqrs..", "com.resync.web..",
			"com.resync.database..", "com.resync.security.." };

	@ArchTest
	static final ArchRule coreOfCqrsKnowsJavaAndJSpecifyOnly = classes().that()
		.resideInAPackage("com.resync.cqrs")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("java..", "org.jspecify..", "com.resync.cqrs");

	@ArchTest
	static final ArchRule idempotentMessagesNeedNoSpring = classes().that()
		.haveNameMatching(".*\\.IdempotentCommand|.*\\.IdempotencyKey")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("java..", "org.jspecify..", "com.resync.cqrs..");

	@ArchTest
	static final ArchRule sharedPackagesKnowNoFeature = noClasses().that()
		.resideInAnyPackage(SHARED)
		.should()
		.dependOnClassesThat(resideInAPackage("com.resync..").and(resideOutsideOfPackages(SHARED)));

	@ArchTest
	static final ArchRule packagesAreNullMarked = classes()
		.should(be(describe("in a package whose package-info.java has @NullMarked",
				(type) -> type.getPackage().isAnnotatedWith(NullMarked.class))));

	@ArchTest
	static final ArchRule cqrsKnowsNothingOfTheApplication = noClasses().that()
		.resideInAPackage("com.resync.cqrs..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("com.resync", "com.resync.web..", "com.resync.database..", "com.resync.security..",
				"org.springframework.security..");

	@ArchTest
	static final ArchRule rootKnowsNoOtherPackage = noClasses().that()
		.resideInAPackage("com.resync")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("com.resync.*..");

	@ArchTest
	static final ArchRule nothingSharedButSecurityKnowsSecurity = noClasses().that()
		.resideInAnyPackage("com.resync", "com.resync.cqrs..", "com.resync.web..", "com.resync.database..",
				"com.resync.items..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("com.resync.security..", "org.springframework.security..", "com.nimbusds..");

	@ArchTest
	static final ArchRule onlyMessagesTheirResultsAndExceptionsOfItemsArePublic = classes().that()
		.resideInAPackage("com.resync.items..")
		.and()
		.arePublic()
		.should()
		.beAssignableTo(Message.class)
		.orShould()
		.beAssignableTo(Exception.class)
		.orShould()
		.haveNameMatching(".*\\.(Item|ItemData)");

	@ArchTest
	static final ArchRule controllersReachTheRepositoryThroughTheDispatcherOnly = noClasses().that()
		.haveSimpleNameEndingWith("Controller")
		.should()
		.dependOnClassesThat(describe("keep or handle items", (type) -> type.getPackageName().equals("com.resync.items")
				&& (type.getSimpleName().endsWith("Repository") || type.getSimpleName().endsWith("Handler"))));

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().matching("com.resync.(**)").should().beFreeOfCycles();

}
