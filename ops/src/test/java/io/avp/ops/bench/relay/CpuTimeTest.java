package io.avp.ops.bench.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
  @Test
  void addsUserAndSystemTimeBehindAnyName() throws Exception {
    String stat =
        "4711 (a) b (c) S 1 4711 4711 0 -1 4194560 6216 0 8 0 123 45 0 0 20 0 33 0 99 1 2 3";
    assertEquals((123 + 45) * 10_000_000L, CpuTime.parse(stat));
  }

  @Test
  void refusesOtherLines() {
    assertThrows(IOException.class, () -> CpuTime.parse("4711 (java) S 1"));
    assertThrows(IOException.class, () -> CpuTime.parse("1 (j) a b c d e f g h i j k l m n o p"));
  }

  @Test
  void readsOwnTime() throws Exception {
    assertTrue(CpuTime.of(ProcessHandle.current().pid()) > 0);
  }
}
