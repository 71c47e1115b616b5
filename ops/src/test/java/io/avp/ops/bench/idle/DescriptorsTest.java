package io.avp.ops.bench.idle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
  @Test
  void tooFewAreNamedWithWhatToDo() {
    assertEquals(Optional.empty(), Descriptors.missing(15_000, 15_400));
    String missing = Descriptors.missing(15_000, 15_399).orElseThrow();
    assertTrue(missing.contains("ulimit -n 15400"), missing);
  }
}
