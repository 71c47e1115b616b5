package io.avp.ops.bench.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class JvmMemoryTest {
  @Test
  void readsResidentMemory() throws Exception {
    String status = "VmHWM:\t  60000 kB\nVmRSS:\t   51200 kB\n";
    assertEquals(51_200L * 1024, ResidentMemory.parse(status, "VmRSS"));
    assertEquals(60_000L * 1024, ResidentMemory.parse(status, "VmHWM"));
    assertThrows(IOException.class, () -> ResidentMemory.parse("Name:\tjava\n", "VmRSS"));
  }

  @Test
  void asksALivingJvm() throws Exception {
    JvmMemory own = JvmMemory.of(ProcessHandle.current().pid());
    assertTrue(own.live() > 0 && own.resident() > 0);
    assertTrue(own.classes().classes().containsKey(JvmMemoryTest.class.getName()));
  }
}
