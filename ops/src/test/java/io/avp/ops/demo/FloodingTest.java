package io.avp.ops.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FloodingTest {
  @Test
  void everyLinkCarriesAQueryTwiceExceptThoseOfTheSpanningTree() {
    assertEquals(266.8, Flooding.descriptors(30, 1), 1e-9);
    assertEquals(2668, Flooding.descriptors(30, 10), 1e-9);
  }

  @Test
  void aFullGraphIsTheMost() {
    // Four peers, six links: 12 - 4 + 1.
    assertEquals(9, Flooding.descriptors(4, 1), 1e-9);
  }
}
