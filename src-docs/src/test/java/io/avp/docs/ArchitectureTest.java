package io.avp.docs;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules 1 to 6 and the static half of rule 8 of {@code architecture.md}. */
class ArchitectureTest {
  private static final String[] LAYERS = {"aol", "vcc", "nol"};
  private static final String[] BELOW_ACTOR = {
    "io.avp.model..",
    "io.avp.aol..",
    "io.avp.vcc..",
    "io.avp.nol..",
    "io.avp.soar..",
    "io.avp.proxylet.."
  };

  private static JavaClasses code;

  @BeforeAll
  static void readClasses() {
    code =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.avp");
    assertFalse(
        code.isEmpty(), "no class of io.avp on the class path: the rules would hold for nothing");
  }

  @Test
  void rule1NoCycleBetweenPackages() {
    slices().matching("(io.avp..)").should().beFreeOfCycles().check(code);
  }

  @Test
  void rule1FloorsAreOrdered() {
    noClasses()
        .that()
        .resideInAPackage("io.avp.gnutella..")
        .should()
        .dependOnClassesThat(ownCodeOutside("io.avp.gnutella.."))
        .check(code);
    noClasses()
        .that()
        .resideInAPackage("io.avp.gnutella.wire..")
        .should()
        .dependOnClassesThat(ownCodeOutside("io.avp.gnutella.wire.."))
        .check(code);
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.avp.gnutella.message..", "io.avp.gnutella.qrp..", "io.avp.gnutella.handshake..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.avp.gnutella.stream..")
        .check(code);
    noClasses()
        .that()
        .resideInAnyPackage(BELOW_ACTOR)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.avp.actor..", "io.avp.node..", "io.avp.ops..")
        .check(code);
    noClasses()
        .that()
        .resideInAPackage("io.avp.actor..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.avp.node..", "io.avp.ops..")
        .check(code);
    noClasses()
        .that()
        .resideInAPackage("io.avp.node..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.avp.ops..")
        .check(code);
  }

  @Test
  void rule2AkkaAndConfigStayInTheirRooms() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.avp.gnutella.stream..", "io.avp.actor..", "io.avp.node..", "io.avp.ops..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("akka..")
        .check(code);
    noClasses()
        .that(not(simpleNameEndingWith("Settings")).and(not(resideInAPackage("io.avp.ops.."))))
        .and(DescribedPredicate.describe("are not nested in settings", c -> !nestedInSettings(c)))
        // An extension of Akka that is made with its configuration.
        .and(not(simpleName("ActorTurns")))
        .and(not(simpleNameEndingWith("Bench")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.typesafe.config..")
        .check(code);
  }

  @Test
  void rule3LayersAndCellsStandApart() {
    for (String layer : LAYERS) {
      String own = "io.avp." + layer + "..";
      String[] others =
          Arrays.stream(LAYERS)
              .filter(l -> !l.equals(layer))
              .map(l -> "io.avp." + l + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(own)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .allowEmptyShould(true)
          .check(code);
      slices()
          .matching("io.avp." + layer + ".(*)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true)
          .check(code);
    }
  }

  @Test
  void rule4NoClockAndNoChanceBelowTheActors() {
    noClasses()
        .that()
        .resideInAnyPackage(BELOW_ACTOR)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(RandomGenerator.class, "getDefault")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(code);
  }

  @Test
  void rule5NodeSeesOnlyTheFrontOfActor() {
    noClasses()
        .that()
        .resideInAPackage("io.avp.node..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.avp.actor..")
                .and(
                    DescribedPredicate.describe(
                        "are neither AvpSystem, settings, views nor entity protocols",
                        c -> !isFrontOfActor(c))))
        .check(code);
  }

  @Test
  void rule6SyntheticServentsShareNoCodeWithTheVirtualPeers() {
    noClasses()
        .that()
        .resideInAPackage("io.avp.ops.workload..")
        .should()
        .dependOnClassesThat(
            ownCodeOutside("io.avp.gnutella..").and(not(resideInAPackage("io.avp.ops.workload.."))))
        .check(code);
  }

  @Test
  void rule8CommandsAreSealed() {
    classes()
        .that()
        .haveSimpleName("Command")
        .and()
        .resideInAnyPackage("io.avp.actor..", "io.avp.node..")
        .should(beSealed())
        .check(code);
  }

  private static DescribedPredicate<JavaClass> ownCodeOutside(String allowed) {
    return DescribedPredicate.<JavaClass>and(
            alwaysTrue(), resideInAPackage("io.avp.."), not(resideInAnyPackage(allowed)))
        .as("are code of this project outside " + allowed);
  }

  private static boolean nestedInSettings(JavaClass c) {
    return c.getEnclosingClass().map(e -> e.getSimpleName().endsWith("Settings")).orElse(false);
  }

  private static boolean isFrontOfActor(JavaClass c) {
    JavaClass top = c;
    while (top.getEnclosingClass().isPresent()) {
      top = top.getEnclosingClass().get();
    }
    String name = top.getSimpleName();
    return name.equals("AvpSystem")
        || name.endsWith("Settings")
        || name.endsWith("SettingsException")
        || name.endsWith("View")
        || name.equals("VirtualPeer")
        || name.equals("OverlayLink")
        || name.equals("QueryRegion");
  }

  private static ArchCondition<JavaClass> beSealed() {
    return new ArchCondition<>("be sealed interfaces") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean sealed = item.reflect().isSealed();
        events.add(
            new SimpleConditionEvent(
                item, sealed, item.getName() + (sealed ? " is sealed" : " is not sealed")));
      }
    };
  }
}
