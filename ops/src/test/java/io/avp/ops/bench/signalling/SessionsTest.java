package io.avp.ops.bench.signalling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final int DRAWN = 20_000;

  private final Sessions sessions = new Sessions(new SplittableRandom(1));

  @Test
  void halfOfThoseThatComeStayForHalfAnHourAtMost() {
    // 22.5 minutes of four in five, 60 of the fifth.
    assertEquals(28, median(sessions::next) / 60, 3);
  }

  @Test
  void thoseThatAreThereStayLongerThanThoseThatCome() {
    double there = median(new Sessions(new SplittableRandom(2))::left, 500);
    assertTrue(there > 2 * median(sessions::next), there + " s");
  }

  private static double median(DoubleSupplier draw) {
    return median(draw, DRAWN);
  }

  private static double median(DoubleSupplier draw, int count) {
    return DoubleStream.generate(draw).limit(count).sorted().skip(count / 2).findFirst().orElse(0);
  }
}
