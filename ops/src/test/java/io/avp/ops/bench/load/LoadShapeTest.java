package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LoadShapeTest {
  @Test
  void theClockSaysWhatIsDue() {
    LoadShape paced = LoadShape.MID.paced(5_000);
    assertEquals(1, paced.due(0));
    assertEquals(1 + 5, paced.due(1_000_000));
    assertEquals(1 + 50_000, paced.due(10_000_000_000L));
    assertEquals(Long.MAX_VALUE, LoadShape.MID.due(1));
  }

  @Test
  void limitsHoldAWrite() {
    assertThrows(IllegalArgumentException.class, () -> new LoadShape(4, 3));
    assertThrows(IllegalArgumentException.class, () -> new LoadShape(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new LoadShape(4, 4, 3, 1));
    assertThrows(IllegalArgumentException.class, () -> LoadShape.MID.paced(0));
  }
}
