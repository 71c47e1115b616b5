package io.avp.aol.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.DegreeBand;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionPolicyTest {
  private static final HostAddress SIBLING = HostAddress.parse("8.8.4.4:16347");

  private static final Optional<PeerMode> LEAF = Optional.of(PeerMode.LEAF);
  private static final Optional<PeerMode> ULTRAPEER = Optional.of(PeerMode.ULTRAPEER);
  private static final Optional<PeerMode> LEGACY = Optional.of(PeerMode.LEGACY);
  private static final Set<PeerMode> BOTH = Set.of(PeerMode.LEAF, PeerMode.ULTRAPEER);

  private final AdmissionPolicy policy =
      new AdmissionPolicy(ip -> ip >>> 24 != 10, 2, AdmissionPolicy.BAD_AGENTS);

  @Test
  void acceptsWhereThereIsRoom() {
    assertEquals(
        new Admission.Admit(PeerMode.LEAF, List.of(SIBLING)),
        policy.decide(facts("8.8.8.8:1", LEAF, "x", 0, BOTH)));
    assertEquals(
        new Admission.Admit(PeerMode.ULTRAPEER, List.of(SIBLING)),
        policy.decide(facts("8.8.8.8:1", ULTRAPEER, "", 1, Set.of(PeerMode.ULTRAPEER))));
  }

  @Test
  void refusesWithTheCodesThatServentsKnow() {
    assertEquals(503, status(facts("8.8.8.8:1", Optional.empty(), "x", 0, BOTH)));
    assertEquals(503, status(facts("8.8.8.8:1", LEAF, "x", 0, Set.of(PeerMode.ULTRAPEER))));
    assertEquals(503, status(facts("8.8.8.8:1", ULTRAPEER, "x", 0, Set.of(PeerMode.LEAF))));
    assertEquals(503, status(facts("8.8.8.8:1", ULTRAPEER, "x", 2, BOTH)));
    assertEquals(403, status(facts("8.8.8.8:1", ULTRAPEER, "Foxy 1", 0, BOTH)));
    assertEquals(550, status(facts("10.8.8.8:1", ULTRAPEER, "x", 0, BOTH)));
  }

  @Test
  void servents04ComeInOnlyWhereSomeAreWanted() {
    assertEquals(503, status(facts("8.8.8.8:1", LEGACY, "", 0, BOTH)));
    assertEquals(550, status(facts("10.8.8.8:1", LEGACY, "", 0, EnumSet.allOf(PeerMode.class))));
    assertEquals(
        new Admission.Admit(PeerMode.LEGACY, List.of(SIBLING)),
        policy.decide(facts("8.8.8.8:1", LEGACY, "", 0, Set.of(PeerMode.LEGACY))));
  }

  @Test
  void everyModeHasSlotsOfItsOwn() {
    SlotBook book = new SlotBook(new DegreeBand(60_000, 0, 1_000, 1));
    assertTrue(book.reserve(PeerMode.LEGACY));
    assertFalse(book.reserve(PeerMode.LEGACY));
    assertTrue(book.reserve(PeerMode.LEAF));
    assertEquals(59_999, book.free(PeerMode.LEAF));
    assertEquals(1_000, book.free(PeerMode.ULTRAPEER));
    assertEquals(BOTH, book.withRoom());
    book.release(PeerMode.LEGACY);
    assertEquals(1, book.free(PeerMode.LEGACY));
  }

  @Test
  void namesAtMostTenSiblings() {
    Admission full = AdmissionPolicy.full(PeerMode.LEAF, Collections.nCopies(30, SIBLING));
    assertEquals(10, assertInstanceOf(Admission.Reject.class, full).siblings().size());
  }

  @Test
  void neverGivesMoreSlotsThanThereAre() throws InterruptedException {
    SlotBook book = new SlotBook(new DegreeBand(100, 0, 7, 3));
    AtomicInteger granted = new AtomicInteger();
    List<Thread> threads =
        java.util.stream.IntStream.range(0, 4)
            .mapToObj(
                t ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < 1_000; i++) {
                            granted.addAndGet(book.reserve(PeerMode.LEAF) ? 1 : 0);
                          }
                        }))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(100, granted.get());
    assertEquals(0, book.free(PeerMode.LEAF));
    assertEquals(7, book.free(PeerMode.ULTRAPEER));
    book.release(PeerMode.LEAF);
    assertTrue(book.reserve(PeerMode.LEAF));
    book.band(new DegreeBand(5, 0, 7, 0));
    assertFalse(book.reserve(PeerMode.LEAF));
    assertEquals(0, book.free(PeerMode.LEAF));
    assertThrows(IllegalStateException.class, () -> book.release(PeerMode.ULTRAPEER));
  }

  private int status(AdmissionFacts facts) {
    return assertInstanceOf(Admission.Reject.class, policy.decide(facts)).status();
  }

  private static AdmissionFacts facts(
      String remote, Optional<PeerMode> mode, String agent, int fromThere, Set<PeerMode> room) {
    return new AdmissionFacts(
        HostAddress.parse(remote),
        false,
        mode,
        false,
        true,
        agent,
        false,
        false,
        false,
        fromThere,
        room,
        false,
        List.of(SIBLING));
  }
}
