package io.avp.gnutella.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class AgentNamesTest {
  private static String name(int number) {
    return "Servent/" + number;
  }

  @Test
  void relationsToServentsOfOneKindShareTheName() {
    assertSame(AgentNames.shared(name(-1)), AgentNames.shared(name(-1)));
  }

  @Test
  void manyNamesPushEachOtherOut() {
    String first = AgentNames.shared(name(-2));
    for (int i = 0; i < 10_000; i++) {
      assertEquals(name(i), AgentNames.shared(name(i)));
    }
    assertNotSame(first, AgentNames.shared(name(-2)));
  }
}
