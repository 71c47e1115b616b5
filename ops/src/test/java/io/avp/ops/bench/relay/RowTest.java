package io.avp.ops.bench.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.avp.ops.report.Figure;
import org.junit.jupiter.api.Test;

class RowTest {
  @Test
  void shapesFollowFromTheNumberOfConnections() {
    assertEquals(Shape.dense, Shape.of(8));
    assertEquals(Shape.mid, Shape.of(64));
    assertEquals(Shape.sparse, Shape.of(256));
    assertEquals("dense_8_deflate", NodeRow.of(8, Shape.dense).deflated().key());
    assertEquals("sparse_2000", NodeRow.of(2000, Shape.of(2000)).key());
  }

  @Test
  void clustersHaveEnoughConnectionsOnEachNode() {
    assertEquals(8, ClusterRow.crossing(8, 2, Shape.dense).fanOut().connections());
    assertEquals(12, ClusterRow.crossing(8, 3, Shape.dense).fanOut().connections());
    assertEquals(24, ClusterRow.spread(8, 3, Shape.dense).fanOut().connections());
    assertEquals("spread_3_mid", ClusterRow.spread(8, 3, Shape.mid).key());
  }

  @Test
  void onlyRowsOfTheTableHaveBounds() {
    Figure value = Figure.of(1.0, "x");
    String dense = NodeRow.of(8, Shape.dense).key() + "_ratio";
    assertEquals("<= 1.7", Bound.on(dense, value).must());
    assertEquals("<= 1.2", Bound.on(dense, value).aim());
    assertEquals("<= 1000", Bound.on(NodeRow.inFlight(8).key() + "_added_p99", value).must());
    assertNull(Bound.on(NodeRow.of(16, Shape.dense).key() + "_ratio", value).must());
  }
}
