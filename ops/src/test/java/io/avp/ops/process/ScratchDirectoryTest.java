package io.avp.ops.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScratchDirectoryTest {
  private static final int FILES = 500;

  private static ScratchDirectory filled() throws Exception {
    ScratchDirectory directory = ScratchDirectory.create();
    Path below = Files.createDirectories(directory.path().resolve("a/b"));
    for (int i = 0; i < FILES; i++) {
      Files.writeString(below.resolve("file-" + i), "x");
    }
    return directory;
  }

  @Test
  void isGoneWithAllThatIsInItAndMayBeClosedAgain() throws Exception {
    ScratchDirectory directory = filled();
    directory.close();
    assertFalse(Files.exists(directory.path()));
    directory.close();
  }

  @Test
  void twoMayRemoveItAtTheSameTime() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    for (int round = 0; round < 5; round++) {
      ScratchDirectory directory = filled();
      CyclicBarrier together = new CyclicBarrier(2);
      Callable<Void> closing =
          () -> {
            together.await();
            directory.close();
            return null;
          };
      for (Future<Void> closed : two.invokeAll(List.of(closing, closing))) {
        closed.get();
      }
      assertFalse(Files.exists(directory.path()));
    }
    two.shutdown();
    assertTrue(two.awaitTermination(10, TimeUnit.SECONDS));
  }
}
