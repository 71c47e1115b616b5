package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.avp.actor.CutOffRule.Facts;
import io.avp.actor.CutOffRule.Silence;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CutOffRuleTest {
  private static final Comparator<String> ORDER = Comparator.naturalOrder();
  private static final Set<String> THREE = Set.of("a", "b", "c");

  @Test
  void theMajorityRemovesWhomItDoesNotHear() {
    assertEquals(Set.of("c"), remove("a", Set.of("c"), false, "a>c", "b>c"));
  }

  @Test
  void whoIsCutOffGoesOn() {
    assertEquals(Set.of(), remove("c", Set.of("c"), false, "c>a", "c>b"));
    // The others have told of their silence before they fell silent themselves.
    assertEquals(Set.of(), remove("c", THREE, true, "a>c", "c>a", "c>b"));
  }

  @Test
  void itEndsWhenTheOthersAnswerButAreNotThoseThatItKnew() {
    Facts<String> facts =
        new Facts<>(Set.of("c"), false, "c", THREE, silences("c>a", "c>b"), Set.of("b"), ORDER);
    assertEquals(Set.of("c"), CutOffRule.remove(facts));
  }

  @Test
  void aNodeThatHearsNobodyButIsHeardTakesNobodyWithIt() {
    // Akka would remove all three.
    assertEquals(Set.of("c"), remove("a", THREE, true, "a>c", "b>c", "c>a", "c>b"));
    assertEquals(Set.of("c"), remove("b", THREE, true, "a>c", "b>c", "c>a", "c>b"));
    assertEquals(Set.of(), remove("c", THREE, true, "a>c", "b>c", "c>a", "c>b"));
  }

  @Test
  void oneBrokenLinkCostsOneNodeAndAllAgreeWhich() {
    Set<String> both = Set.of("a", "c");
    assertEquals(Set.of("c"), remove("a", both, true, "a>c", "c>a"));
    assertEquals(Set.of("c"), remove("b", both, true, "a>c", "c>a"));
    assertEquals(Set.of(), remove("c", both, true, "a>c", "c>a"), "it waits to be removed");
    // What the other end says has not arrived, or nothing yet.
    assertEquals(Set.of("c"), remove("a", Set.of("c"), true, "a>c"));
    assertEquals(Set.of(), remove("c", both, true, "c>a"));
  }

  @Test
  void halfIsNoMajority() {
    Facts<String> facts =
        new Facts<>(Set.of("b"), false, "b", Set.of("a", "b"), silences("b>a"), Set.of(), ORDER);
    assertEquals(Set.of(), CutOffRule.remove(facts));
  }

  @Test
  void whomTheOwnSideDoesNotHearIsNotHeard() {
    // Of five, d and e are cut off; d itself does not watch b.
    Facts<String> facts =
        new Facts<>(
            Set.of("d", "e"),
            false,
            "d",
            Set.of("a", "b", "c", "d", "e"),
            silences("d>a", "d>c", "e>b"),
            Set.of(),
            ORDER);
    assertEquals(Set.of(), CutOffRule.remove(facts));
  }

  private static Set<String> remove(
      String self, Set<String> decided, boolean indirect, String... silences) {
    return CutOffRule.remove(
        new Facts<>(decided, indirect, self, THREE, silences(silences), Set.of(), ORDER));
  }

  private static List<Silence<String>> silences(String... all) {
    return List.of(all).stream()
        .map(one -> new Silence<>(one.substring(0, 1), one.substring(2)))
        .toList();
  }
}
