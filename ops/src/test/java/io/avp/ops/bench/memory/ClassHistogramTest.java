package io.avp.ops.bench.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.ops.bench.memory.ClassHistogram.Usage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClassHistogramTest {
  private static final String TEXT =
      """
       num     #instances         #bytes  class name (module)
      -------------------------------------------------------
         1:          1000          40000  [B (java.base@17.0.19)
         2:           500          20000  io.avp.Member
         3:            10            100  io.avp.Twice
         4:             1             20  io.avp.Twice
      Total          1511          60120
      """;

  @Test
  void readsEveryClassOnce() throws Exception {
    ClassHistogram read = ClassHistogram.parse(TEXT);
    assertEquals(60_120, read.bytes());
    assertEquals(new Usage(11, 120), read.classes().get("io.avp.Twice"));
    assertThrows(IOException.class, () -> ClassHistogram.parse("4711:\n"));
  }

  @Test
  void tellsWhatHasComeSince() throws Exception {
    ClassHistogram before = ClassHistogram.parse(" 1: 900 36000 [B\n 2: 7 70 io.avp.Gone\n");
    ClassHistogram grown = ClassHistogram.parse(TEXT).since(before);
    assertEquals(new Usage(100, 4000), grown.classes().get("[B"));
    assertEquals(new Usage(-7, -70), grown.classes().get("io.avp.Gone"));
    assertEquals(60_120 - 36_070, grown.bytes());
  }

  @Test
  void showsTheLargestFirstAndLeavesTheSmallestOut() throws Exception {
    String table = ClassHistogram.parse(TEXT).table(100);
    assertTrue(table.indexOf("[B") < table.indexOf("io.avp.Member"), table);
    assertTrue(table.contains("400.0     10.00  [B"), table);
    assertFalse(table.contains("Twice"), table);
  }
}
