package io.avp.ops.bench.relay;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.ops.bench.load.Ring;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JvmWatchTest {
  @Test
  void asksAnotherJvmWhichAllocatesForTheAnswer() throws Exception {
    try (NioRelayProcess relay = NioRelayProcess.start(new Ring(8, 4), false);
        JvmWatch allocated = JvmWatch.of(relay.pid())) {
      // Its table of message ids alone takes 16 MiB.
      long before = allocated.allocated();
      assertTrue(before > 16 << 20, "allocated: " + before);
      long after = allocated.allocated();
      assertTrue(after > before && after - before < before, before + " then " + after);
    }
  }

  @Test
  void refusesWhatIsNoJvm() {
    assertThrows(IOException.class, () -> JvmWatch.of(Integer.MAX_VALUE));
  }
}
