package io.avp.ops.bench.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapLimitTest {
  @Test
  void theFlagsSayHowMuchThereIsAtMost() throws Exception {
    assertEquals(1L << 30, HeapLimit.of(List.of("-Xms128m", "-Xmx1g")));
    assertEquals(300L << 20, HeapLimit.of(List.of("-Xmx300M")));
    assertEquals(4096, HeapLimit.of(List.of("-Xmx4096")));
    assertThrows(IOException.class, () -> HeapLimit.of(List.of("-Xms128m")));
  }
}
