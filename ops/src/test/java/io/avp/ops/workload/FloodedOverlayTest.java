package io.avp.ops.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.wire.Guid;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Servents of 0.4 on real sockets: a flood takes each relation twice, less those that bring it. */
class FloodedOverlayTest {
  private static final int FIRST_IP = 0x7f40_0001;
  private static final int SERVENTS = 30;
  private static final int QUESTIONS = 5;

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, "not so within a minute");
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aFloodTakesAsManyDescriptorsAsTheGraphSays() throws Exception {
    try (ServentSystem system = new ServentSystem();
        FloodedOverlay overlay = system.flooded(3, SERVENTS, 6, FIRST_IP)) {
      until(overlay::isConnected);
      assertTrue(overlay.isCovered());
      assertEquals(90, overlay.relations());
      long each = 2L * overlay.relations() - SERVENTS + 1;
      for (int i = 1; i <= QUESTIONS; i++) {
        overlay.ask(Guid.modern(i, 7), "flood");
        long expected = i * each;
        until(() -> overlay.sent() >= expected);
        assertEquals(expected, overlay.sent());
      }
    }
  }

  @Test
  void aSparseOneIsNotCoveredByItsTtl() throws Exception {
    try (ServentSystem system = new ServentSystem();
        FloodedOverlay overlay = system.flooded(3, 100, 1, FIRST_IP)) {
      assertEquals(99, overlay.relations(), "a tree");
      assertFalse(overlay.isCovered());
    }
  }
}
