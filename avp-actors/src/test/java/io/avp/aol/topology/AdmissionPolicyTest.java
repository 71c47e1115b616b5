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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionPolicyTest {
  private static final HostAddress SIBLING = HostAddress.parse("8.8.4.4:16347");

  private final AdmissionPolicy policy =
      new AdmissionPolicy(ip -> ip >>> 24 != 10, 2, AdmissionPolicy.BAD_AGENTS);

  @Test
  void acceptsWhereThereIsRoom() {
    assertEquals(
        new Admission.Admit(PeerMode.LEAF, List.of(SIBLING)),
        policy.decide(facts("8.8.8.8:1", Optional.of(false), "x", 0, true, true)));
    assertEquals(
        new Admission.Admit(PeerMode.ULTRAPEER, List.of(SIBLING)),
        policy.decide(facts("8.8.8.8:1", Optional.of(true), "", 1, false, true)));
  }

  @Test
  void refusesWithTheCodesThatServentsKnow() {
    assertEquals(503, status(facts("8.8.8.8:1", Optional.empty(), "x", 0, true, true)));
    assertEquals(503, status(facts("8.8.8.8:1", Optional.of(false), "x", 0, false, true)));
    assertEquals(503, status(facts("8.8.8.8:1", Optional.of(true), "x", 0, true, false)));
    assertEquals(503, status(facts("8.8.8.8:1", Optional.of(true), "x", 2, true, true)));
    assertEquals(403, status(facts("8.8.8.8:1", Optional.of(true), "Foxy 1", 0, true, true)));
    assertEquals(550, status(facts("10.8.8.8:1", Optional.of(true), "x", 0, true, true)));
  }

  @Test
  void namesAtMostTenSiblings() {
    Admission full = AdmissionPolicy.full(PeerMode.LEAF, Collections.nCopies(30, SIBLING));
    assertEquals(10, assertInstanceOf(Admission.Reject.class, full).siblings().size());
  }

  @Test
  void neverGivesMoreSlotsThanThereAre() throws InterruptedException {
    SlotBook book = new SlotBook(new DegreeBand(100, 0, 7));
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
    book.band(new DegreeBand(5, 0, 7));
    assertFalse(book.reserve(PeerMode.LEAF));
    assertEquals(0, book.free(PeerMode.LEAF));
    assertThrows(IllegalStateException.class, () -> book.release(PeerMode.ULTRAPEER));
  }

  private int status(AdmissionFacts facts) {
    return assertInstanceOf(Admission.Reject.class, policy.decide(facts)).status();
  }

  private static AdmissionFacts facts(
      String remote,
      Optional<Boolean> ultrapeer,
      String agent,
      int fromThere,
      boolean leafRoom,
      boolean ultrapeerRoom) {
    return new AdmissionFacts(
        HostAddress.parse(remote),
        false,
        ultrapeer,
        false,
        true,
        agent,
        false,
        false,
        false,
        fromThere,
        leafRoom,
        ultrapeerRoom,
        false,
        List.of(SIBLING));
  }
}
