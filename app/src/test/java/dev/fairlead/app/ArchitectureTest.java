package dev.fairlead.app;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.fairlead.engine.Engine;

/** The walls that ARCHITECTURE.md draws. */
@AnalyzeClasses(packages = "dev.fairlead", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String ENGINE = "dev.fairlead.engine.";

  @ArchTest
  static final ArchRule messageKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage(ENGINE + "message..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.fairlead..").and(resideOutsideOfPackage(ENGINE + "message..")));

  @ArchTest
  static final ArchRule rulesFilterAndFlowKnowNoExchange =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE + "rules..", ENGINE + "filter..", ENGINE + "flow..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ENGINE + "exchange..",
              ENGINE + "routing..",
              ENGINE + "connection..",
              ENGINE + "upstream..",
              ENGINE + "loop..",
              ENGINE + "http1..",
              ENGINE + "http2..");

  @ArchTest
  static final ArchRule exchangeAndRoutingKnowNoProtocolAndNoSocket =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE + "exchange..", ENGINE + "routing..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ENGINE + "connection..",
              ENGINE + "upstream..",
              ENGINE + "loop..",
              ENGINE + "http1..",
              ENGINE + "http2..");

  @ArchTest
  static final ArchRule connectionAndUpstreamDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage(ENGINE + "connection..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ENGINE + "upstream..");

  @ArchTest
  static final ArchRule upstreamDoesNotKnowConnection =
      noClasses()
          .that()
          .resideInAPackage(ENGINE + "upstream..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ENGINE + "connection..");

  @ArchTest
  static final ArchRule onlyTheEngineHoldsItsPartsTogether =
      noClasses()
          .that()
          .resideInAPackage(ENGINE + "*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(Engine.class.getPackageName());

  @ArchTest
  static final ArchRule theCoreKnowsNoChannelAndNoLoop =
      noClasses()
          .that()
          .resideInAnyPackage(
              ENGINE + "exchange..",
              ENGINE + "message..",
              ENGINE + "filter..",
              ENGINE + "flow..",
              ENGINE + "rules..",
              ENGINE + "routing..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty.channel..", "io.netty.bootstrap..", "io.netty.handler..");

  @ArchTest
  static final ArchRule engineNamesNoFeature =
      noClasses()
          .that()
          .resideInAPackage("dev.fairlead.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.fairlead.filters..", "dev.fairlead.control..", "dev.fairlead.app..");

  @ArchTest
  static final ArchRule filtersAreWrittenAgainstTheContractOnly =
      classes()
          .that()
          .resideInAPackage("dev.fairlead.filters..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.crypto..",
              "org.jspecify..",
              "org.slf4j..",
              "io.netty.buffer..",
              "io.netty.util..",
              "dev.fairlead.filters..",
              ENGINE + "filter..",
              ENGINE + "flow..",
              ENGINE + "message..");

  @ArchTest
  static final ArchRule filtersDoNotKnowEachOther =
      slices().matching("dev.fairlead.filters.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule configurationKnowsNeitherEngineNorNetty =
      noClasses()
          .that()
          .resideInAPackage("dev.fairlead.app.config..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.fairlead.engine..", "dev.fairlead.filters..", "io.netty..");

  @ArchTest
  static final ArchRule noCyclesInTheEngine =
      slices().matching("dev.fairlead.engine.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noCyclesInTheUpstream =
      slices().matching("dev.fairlead.engine.upstream.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noCyclesInTheProgram =
      slices().matching("dev.fairlead.app.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theControlPlaneDoesNotKnowTheProgram =
      noClasses()
          .that()
          .resideInAPackage("dev.fairlead.control..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.fairlead.app..");

  @ArchTest
  static final ArchRule featuresOfTheControlPlaneDoNotKnowEachOther =
      slices()
          .matching("dev.fairlead.control.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAPackage("dev.fairlead.control.web.."))
          .ignoreDependency(alwaysTrue(), resideInAPackage("dev.fairlead.control.ring.."));

  @ArchTest
  static final ArchRule onlyCommandsPrint =
      noClasses()
          .that()
          .resideInAnyPackage("dev.fairlead.engine..", "dev.fairlead.filters..", "dev.fairlead.app")
          .or()
          .resideInAnyPackage("dev.fairlead.app.config..", "dev.fairlead.app.log..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule onlyOneLoggingLibrary =
      noClasses()
          .that()
          .resideInAPackage("dev.fairlead..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.apache.log4j..");

  @ArchTest
  static final ArchRule onlyTheLogRoomKnowsTheLoggingBackend =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.fairlead.app.log..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ch.qos.logback..");

  @ArchTest
  static final ArchRule onlyMainExits =
      noClasses()
          .that()
          .resideInAPackage("dev.fairlead..")
          .and()
          .doNotHaveSimpleName("Main")
          .and()
          .resideOutsideOfPackages("dev.fairlead.app.launch..", "dev.fairlead.bench..")
          .should()
          .callMethod(System.class, "exit", int.class);
}
