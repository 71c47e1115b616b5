package io.avp.aol.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferralsTest {
  private static HostAddress at(int i) {
    return new HostAddress(0x2c000000 + i, 16346);
  }

  private static Referrals.Candidate candidate(int i, String node, int room) {
    return new Referrals.Candidate(at(i), node, room);
  }

  @Test
  void otherNodesComeFirstOneOfEachInTurn() {
    List<Referrals.Candidate> all =
        List.of(
            candidate(1, "own", 99),
            candidate(2, "b", 5),
            candidate(3, "b", 7),
            candidate(4, "c", 6),
            candidate(5, "c", 0),
            candidate(6, "own", 1));
    assertEquals(List.of(at(3), at(4), at(1), at(2), at(6)), Referrals.order(all, "own"));
    assertEquals(List.of(), Referrals.order(List.of(), "own"));
  }
}
