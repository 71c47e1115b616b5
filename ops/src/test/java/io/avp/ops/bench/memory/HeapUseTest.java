package io.avp.ops.bench.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapUseTest {
  @Test
  void addsUpTheSpacesOfTheHeapAndNothingElse() throws Exception {
    String info =
        """
        1234:
         PSYoungGen      total 38400K, used 2000K [0x00, 0x01, 0x02)
          eden space 33280K, 1% used [0x00,0x01,0x02)
         ParOldGen       total 87552K, used 500K [0x00, 0x01, 0x02)
          object space 87552K, 0% used [0x00,0x01,0x02)
         Metaspace       used 40000K, committed 41000K, reserved 1114112K
        """;
    assertEquals(2500L << 10, HeapUse.parse(info));
    assertThrows(IOException.class, () -> HeapUse.parse("1234:\n"));
  }

  @Test
  void asksALivingJvm() throws Exception {
    assertTrue(HeapUse.of(ProcessHandle.current().pid()) > 0);
  }

  @Test
  void theFlagsSayHowMuchThereIsAtMost() throws Exception {
    assertEquals(1L << 30, HeapUse.most(List.of("-Xms128m", "-Xmx1g")));
    assertEquals(300L << 20, HeapUse.most(List.of("-Xmx300M")));
    assertThrows(IOException.class, () -> HeapUse.most(List.of("-Xms128m")));
  }
}
