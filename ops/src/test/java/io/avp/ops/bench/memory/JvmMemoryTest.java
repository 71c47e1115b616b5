package io.avp.ops.bench.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class JvmMemoryTest {
  @Test
  void readsTheLastLineOfAHistogram() throws Exception {
    String histogram =
        """
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         18284        1671192  [B (java.base@17.0.19)
        Total        112893        6489808
        """;
    assertEquals(6_489_808, JvmMemory.total(histogram));
    assertThrows(IOException.class, () -> JvmMemory.total("4711:\n"));
  }

  @Test
  void readsResidentMemory() throws Exception {
    assertEquals(51_200L * 1024, JvmMemory.resident("VmHWM:\t  60000 kB\nVmRSS:\t   51200 kB\n"));
    assertThrows(IOException.class, () -> JvmMemory.resident("Name:\tjava\n"));
  }

  @Test
  void asksALivingJvm() throws Exception {
    JvmMemory own = JvmMemory.of(ProcessHandle.current().pid());
    assertTrue(own.live() > 0 && own.resident() > 0);
  }
}
